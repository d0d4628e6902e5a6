"""The forms with which staff upload pictures."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pages.base.image_files import BrokenImageError, cleaned


class WholeImageField(WagtailImageField):
    """Wagtail's field, for files as people have them: cut off, of gigantic size, or no picture at all."""

    def to_python(self, data):
        try:
            file = super().to_python(data)
            if file:
                cleaned(file)
        except ValidationError:
            raise
        except BrokenImageError as error:
            raise ValidationError(
                _("This picture is not whole or cannot be read. Save it anew and try again.")
            ) from error
        except Exception as error:  # Willow and Pillow answer a hostile file with any kind of error
            raise ValidationError(
                _("This picture cannot be read. It may be far too large: make it smaller.")
            ) from error
        return file


class SiteImageForm(BaseImageForm):
    """The form of a picture; what cannot be drawn is refused beside the field."""

    file = WholeImageField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])
