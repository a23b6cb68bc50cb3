from django.http import HttpResponse


def log_contact(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def write_wishes(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def consents(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

