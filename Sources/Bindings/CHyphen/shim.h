// libhyphen: hyphenation points by language.
#pragma once
#include <hyphen.h>
