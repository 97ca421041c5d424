// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/exportdialog.h"

#include <QSaveFile>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

} // namespace

ExportDialog::ExportDialog(const QString &csv, QWidget *parent)
    : QFileDialog(parent, tr("Export the calls that are shown"))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAcceptMode(AcceptSave);
    setNameFilter(tr("Comma-separated values (*.csv)"));
    setDefaultSuffix(u"csv"_s);
    selectFile(u"calls.csv"_s);
    connect(this, &QFileDialog::fileSelected, this,
        [this, csv](const QString &fileName) { Q_EMIT exported(write(csv, fileName)); });
}

QString ExportDialog::write(const QString &csv, const QString &fileName)
{
    QSaveFile file(fileName);
    // The mark tells spreadsheets that it is UTF-8.
    const QByteArray bytes = "\xEF\xBB\xBF" + csv.toUtf8();
    const bool good = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    return good ? tr("Exported to %1").arg(fileName)
                : tr("Could not write %1: %2").arg(fileName, file.errorString());
}

} // namespace cordboard::console
