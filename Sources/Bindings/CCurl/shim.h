// libcurl: HTTP. curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call.
#pragma once
#include <curl/curl.h>

static inline CURLcode llx_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode llx_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
