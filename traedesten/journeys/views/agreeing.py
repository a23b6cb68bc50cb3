from django.http import HttpResponse


def propose_agreement(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def answer_agreement(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

