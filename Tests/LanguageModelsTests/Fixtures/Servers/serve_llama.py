#!/usr/bin/env python3
"""Start llama.cpp's own server with the tiny vision model, on loopback only.

    serve_llama.py FOLDER PORT KEY

Prints `LISTENING <address>` when it takes requests, and ends when its standard input is closed: so
it cannot outlive the test that started it.
"""

import os
import sys
import xllamacpp


def main():
    if len(sys.argv) != 4:
        print("usage: serve_llama.py FOLDER PORT KEY", file=sys.stderr)
        return 2
    folder, port, key = sys.argv[1:]
    settings = xllamacpp.CommonParams()
    settings.model.path = os.path.join(folder, "text.gguf")
    settings.mmproj.path = os.path.join(folder, "eyes.gguf")
    settings.mmproj_use_gpu = False
    settings.hostnames = ["127.0.0.1"]
    settings.port = int(port)
    settings.api_keys = [key]
    settings.n_ctx = 4096
    settings.n_parallel = 1
    settings.cpuparams.n_threads = 1
    settings.use_jinja = True
    settings.warmup = False
    server = xllamacpp.Server(settings)
    print("LISTENING", server.listening_address, flush=True)
    while sys.stdin.read(4096):
        pass
    # The library's threads have no orderly end; nothing of them is worth keeping.
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
