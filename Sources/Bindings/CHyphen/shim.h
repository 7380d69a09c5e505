// Libhyphen: the tests' second opinion on where words divide.
#pragma once
#include <hyphen.h>
