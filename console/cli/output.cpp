// SPDX-License-Identifier: Apache-2.0
#include "console/cli/output.h"

#include "console/cli/text.h"

#include <QJsonDocument>

#include <cstdio>

namespace cordboard::cli {

void print(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

void complain(const QString &text)
{
    const QByteArray bytes = "cordboard-cli: " + printable(text).toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
}

QString oneLine(const QByteArray &json) { return printableJson(QString::fromUtf8(json)) + u'\n'; }

QString oneLine(const QJsonObject &object)
{
    return oneLine(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace cordboard::cli
