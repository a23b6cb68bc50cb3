from django.http import HttpResponse


def add_relative(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def relative(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

