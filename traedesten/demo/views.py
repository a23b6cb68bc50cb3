from django.http import HttpResponse


def people(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def step_into(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def step_into_link(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def mailbox(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

