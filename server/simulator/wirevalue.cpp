// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/wirevalue.h"

#include "common/core/overloaded.h"

namespace cordboard::simulator {

namespace {

void appendText(QByteArray &out, const QByteArray &utf8)
{
    out += '"';
    for (const char c : utf8) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                out += "\\u" + QByteArray::number(static_cast<int>(c), 16).rightJustified(4, '0');
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

} // namespace

QByteArray WireValue::toJson() const
{
    QByteArray out;
    appendJson(out);
    return out;
}

void WireValue::appendJson(QByteArray &out) const
{
    std::visit(Overloaded{
                   [&](std::monostate) { out += "null"; },
                   [&](qint64 number) { out += QByteArray::number(number); },
                   [&](const QString &text) { appendText(out, text.toUtf8()); },
                   [&](const List &list) {
                       out += '[';
                       for (size_t i = 0; i < list.size(); ++i) {
                           out += i ? "," : "";
                           list[i].appendJson(out);
                       }
                       out += ']';
                   },
                   [&](const Members &members) {
                       out += '{';
                       for (size_t i = 0; i < members.size(); ++i) {
                           out += i ? "," : "";
                           appendText(out, members[i].first);
                           out += ':';
                           members[i].second.appendJson(out);
                       }
                       out += '}';
                   },
               },
        m_value);
}

} // namespace cordboard::simulator
