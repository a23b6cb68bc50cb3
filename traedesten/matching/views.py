from django.http import HttpResponse


def proposal(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def ask_guide(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def pass_over(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def withdraw(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def answer_request(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

