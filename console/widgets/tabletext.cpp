// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/tabletext.h"

#include "console/text/csv.h"

namespace cordboard::console {
namespace {

QList<CallColumn> withNumbers(const QList<CallColumn> &columns)
{
    QList<CallColumn> all;
    for (int i = 0; i < callColumns; ++i) {
        const auto column = static_cast<CallColumn>(i);
        const bool isNumber = column == CallColumn::CallerNumber || column == CallColumn::CalleeNumber
            || column == CallColumn::Note;
        if (isNumber || columns.contains(column)) {
            all.append(column);
        }
    }
    return all;
}

QStringList cells(const CallListModel &model, int row, const QList<CallColumn> &columns)
{
    QStringList texts;
    for (const CallColumn column : columns) {
        texts.append(model.index(row, static_cast<int>(column)).data().toString());
    }
    return texts;
}

} // namespace

QString tableCsv(const CallListModel &model, const QList<CallColumn> &columns)
{
    const QList<CallColumn> all = withNumbers(columns);
    QStringList titles;
    for (const CallColumn column : all) {
        titles.append(columnFullTitle(column));
    }
    QString csv = text::csvRecord(titles);
    for (int row = 0; row < model.rowCount(); ++row) {
        if (!model.entry(row).isHeading()) {
            csv += text::csvRecord(cells(model, row, all));
        }
    }
    return csv;
}

QString rowsText(const CallListModel &model, const QList<int> &rows, const QList<CallColumn> &columns)
{
    QStringList lines;
    for (const int row : rows) {
        if (!model.entry(row).isHeading()) {
            // Guarded as CSV is: it may be pasted into a spreadsheet.
            lines.append(text::csvRecord(cells(model, row, withNumbers(columns)), u'\t').trimmed());
        }
    }
    return lines.join(u'\n');
}

} // namespace cordboard::console
