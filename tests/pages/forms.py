"""What a browser would send back of a form as it was opened, whatever fields and blocks it has."""

from wagtail import blocks


def form_data(form):
    """The data of a bound or an opened form, its formsets included."""
    data = {}
    for name, field in form.fields.items():
        data |= _field_data(field, form[name].value(), form.add_prefix(name))
    for formset in getattr(form, "formsets", {}).values():
        data |= form_data(formset.management_form)
        for each in formset.initial_forms:
            data |= form_data(each)
        data[f"{formset.prefix}-TOTAL_FORMS"] = data[f"{formset.prefix}-INITIAL_FORMS"] = len(formset.initial_forms)
    return data


def _field_data(field, value, name):
    if hasattr(field, "block"):
        return _block_data(field.block, value, name)
    value = field.prepare_value(value)
    if isinstance(value, (list, tuple)) or hasattr(value, "all"):
        values = [getattr(each, "pk", each) for each in (value.all() if hasattr(value, "all") else value)]
        return {name: values if hasattr(field, "queryset") else ", ".join(map(str, values))}
    if value in (None, False, ""):
        return {name: ""} if value is not False else {}
    if value is True:
        return {name: "on"}
    value = getattr(value, "pk", value)
    return {name: field.widget.format_value(value) if hasattr(field.widget, "converter") else str(value)}


def _block_data(block, value, prefix):
    if isinstance(block, (blocks.StreamBlock, blocks.ListBlock)):
        children = list(value) if isinstance(block, blocks.StreamBlock) else list(value.bound_blocks)
        data = {f"{prefix}-count": len(children)}
        for place, child in enumerate(children):
            here = f"{prefix}-{place}"
            data |= {f"{here}-deleted": "", f"{here}-order": place, f"{here}-id": child.id or ""}
            if isinstance(block, blocks.StreamBlock):
                data[f"{here}-type"] = child.block_type
            data |= _block_data(child.block, child.value, f"{here}-value")
        return data
    if isinstance(block, blocks.StructBlock):
        data = {}
        for name, child in block.child_blocks.items():
            data |= _block_data(child, value[name], f"{prefix}-{name}")
        return data
    if isinstance(block, blocks.FieldBlock):
        return _field_data(block.field, block.value_for_form(value), prefix)
    return {}
