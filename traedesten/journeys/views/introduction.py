from django.http import HttpResponse


def enter(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def page(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

