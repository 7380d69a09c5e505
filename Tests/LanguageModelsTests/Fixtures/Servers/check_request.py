#!/usr/bin/env python3
"""Hold requests against the types of the vendors' own Python SDKs.

    check_request.py openai|openai-batch|openai-reply|anthropic|anthropic-batch|anthropic-reply

Reads one JSON value per line; prints `ok`, or one line that says what is wrong with it. Keys that
the types do not know are wrong at any depth, except inside JSON schemas, which the SDKs leave open.
"""

import collections.abc
import importlib
import json
import pkgutil
import sys
import typing

import pydantic


def forbid_unknown_keys(package):
    """Every dictionary type of the SDK refuses what it does not name; SDKs alone let it pass."""
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        try:
            members = vars(importlib.import_module(module.name)).values()
        except ImportError:
            continue  # Parts of an SDK that want further packages.
        for member in members:
            if typing.is_typeddict(member) or hasattr(member, "__total__"):
                member.__pydantic_config__ = pydantic.ConfigDict(
                    extra="forbid", arbitrary_types_allowed=True
                )


def walked(value):
    """Iterables are checked only while they are walked through."""
    if isinstance(value, dict):
        return {key: walked(item) for key, item in value.items()}
    if isinstance(value, (str, bytes)) or not isinstance(value, collections.abc.Iterable):
        return value
    return [walked(item) for item in value]


def openai_request():
    import openai.types.chat
    from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming

    forbid_unknown_keys(openai.types.chat)
    import openai.types.shared_params

    forbid_unknown_keys(openai.types.shared_params)
    return pydantic.TypeAdapter(CompletionCreateParamsNonStreaming)


def anthropic_request():
    import anthropic.types
    from anthropic.types.message_create_params import MessageCreateParamsNonStreaming

    forbid_unknown_keys(anthropic.types)
    return pydantic.TypeAdapter(MessageCreateParamsNonStreaming)


def reply_of(model):
    """Replies may hold more than the SDK knows: vendors add fields."""
    return lambda value: model.model_validate(value, strict=True)


def checker(form):
    if form == "openai-reply":
        from openai.types.chat import ChatCompletion

        return reply_of(ChatCompletion)
    if form == "anthropic-reply":
        from anthropic.types import Message

        return reply_of(Message)
    vendor, _, batch = form.partition("-")
    adapter = {"openai": openai_request, "anthropic": anthropic_request}[vendor]()

    def check(value):
        if batch:
            frame = {"custom_id", "params"}
            if vendor == "openai":
                frame = {"custom_id", "method", "url", "body"}
                if (value.get("method"), value.get("url")) != ("POST", "/v1/chat/completions"):
                    raise ValueError("method and url must be POST /v1/chat/completions")
            if set(value) != frame:
                raise ValueError(f"keys must be {sorted(frame)}, not {sorted(value)}")
            value = value["body" if vendor == "openai" else "params"]
        walked(adapter.validate_python(value))

    return check


def main():
    check = checker(sys.argv[1])
    for line in sys.stdin:
        try:
            check(json.loads(line))
            print("ok")
        except (ValueError, KeyError, TypeError) as error:  # pydantic's errors are ValueErrors.
            print(" ".join(str(error).split())[:600])


if __name__ == "__main__":
    main()
