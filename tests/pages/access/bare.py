from django.template import engines


class WithoutWordsMiddleware:
    """Leaves out the words of a screen: who may see it was decided before, and drawing it costs most of the time."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        response.template_name = engines["django"].from_string("")
        return response
