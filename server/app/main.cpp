// SPDX-License-Identifier: Apache-2.0
#include "server/app/server.h"

int main(int argc, char **argv) { return cordboard::runServer(argc, argv); }
