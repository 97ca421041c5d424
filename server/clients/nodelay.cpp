// SPDX-License-Identifier: Apache-2.0
#include "server/clients/nodelay.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace cordboard {

void sendWithoutDelay(qintptr listeningSocket)
{
    const int on = 1;
#ifdef Q_OS_WIN
    (void)setsockopt(static_cast<SOCKET>(listeningSocket), IPPROTO_TCP, TCP_NODELAY,
        reinterpret_cast<const char *>(&on), sizeof on);
#else
    (void)setsockopt(static_cast<int>(listeningSocket), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#endif
}

} // namespace cordboard
