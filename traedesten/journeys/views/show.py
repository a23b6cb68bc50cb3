from django.http import HttpResponse


def journeys(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def journey(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def edit_participant(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def send_link(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

