// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>
#include <QString>
#include <QtGlobal>

#include <cstddef>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace cordboard::tests {

/// What systemd listens on for sd_notify(3): a Unix datagram socket at a path, or in the abstract namespace.
class NotifySocket {
public:
    /// \param address  a path, or '@' and a name
    explicit NotifySocket(const QByteArray &address)
        : m_socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
    {
        sockaddr_un name{};
        name.sun_family = AF_UNIX;
        std::memcpy(name.sun_path, address.constData(), static_cast<std::size_t>(address.size()));
        if (address.startsWith('@')) {
            name.sun_path[0] = '\0';
        }
        const auto length = offsetof(sockaddr_un, sun_path) + static_cast<std::size_t>(address.size());
        if (::bind(m_socket, reinterpret_cast<const sockaddr *>(&name), static_cast<socklen_t>(length))
            != 0) {
            qFatal("cannot bind the socket of the service manager");
        }
    }
    ~NotifySocket() { ::close(m_socket); }
    Q_DISABLE_COPY_MOVE(NotifySocket)

    /// Everything that came so far, oldest first.
    const QByteArrayList &messages()
    {
        char bytes[4096];
        for (ssize_t got = 0; (got = ::recv(m_socket, bytes, sizeof bytes, 0)) >= 0;) {
            m_messages.append(QByteArray(bytes, got));
        }
        return m_messages;
    }

private:
    int m_socket;
    QByteArrayList m_messages;
};

} // namespace cordboard::tests
