from django.http import HttpResponse


def profile(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

