// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <optional>

namespace cordboard::opensips {

/// How many datagrams the kernel has dropped for a socket, since its receive buffer was full. Pure.
/// \param table  the content of /proc/net/udp or udp6 (Linux, proc(5))
/// \param inode  of the socket
/// Nothing when the socket is not listed, or the table has no such column.
[[nodiscard]] std::optional<quint64> dropsOfSocket(const QByteArray &table, quint64 inode);

/// The same for an open socket, from the system's table: a short read of memory, not of a disk. Nothing where
/// the platform does not tell.
[[nodiscard]] std::optional<quint64> readKernelDrops(qintptr socketDescriptor);

} // namespace cordboard::opensips
