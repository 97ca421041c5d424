// SPDX-License-Identifier: Apache-2.0
#include "server/app/connectorfactory.h"

#include <QFile>

namespace cordboard {

using namespace Qt::StringLiterals;

Result<std::unique_ptr<Connector>> makeConnector(const NodeConfig &node)
{
    if (const auto password = readPassword(node.mi.passwordFile); !password) {
        return tl::unexpected(password.error());
    }
    return failure(
        Errc::NotSupported, u"node "_s + node.name + u": this build has no connector for "_s + node.type);
}

Result<QString> readPassword(const QString &fileName)
{
    if (fileName.isEmpty()) {
        return QString();
    }
    constexpr qint64 longest = 1024;
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Errc::InvalidParams, fileName + u" cannot be read: "_s + file.errorString());
    }
    QByteArray line = file.readLine(longest + 2);
    while (line.endsWith('\n') || line.endsWith('\r')) {
        line.chop(1);
    }
    if (line.isEmpty() || line.size() > longest) {
        return failure(Errc::InvalidParams, fileName + u" must begin with a password of 1 to 1024 bytes"_s);
    }
    return QString::fromUtf8(line);
}

} // namespace cordboard
