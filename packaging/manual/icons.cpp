// SPDX-License-Identifier: Apache-2.0
#include "packaging/manual/icons.h"

#include <QImage>
#include <QImageReader>

namespace cordboard::manual {

using namespace Qt::StringLiterals;

Result<Done> drawIcons(const QString &svg, const QString &folder, const QList<int> &sizes)
{
    for (const int size : sizes) {
        QImageReader reader(svg);
        reader.setScaledSize({size, size});
        const QImage image = reader.read();
        if (image.size() != QSize(size, size)) {
            return failure(Errc::Internal, svg + u": "_s + reader.errorString());
        }
        const QString file = u"%1/icon-%2.png"_s.arg(folder, QString::number(size));
        if (!image.save(file)) {
            return failure(Errc::Internal, file + u" cannot be written"_s);
        }
    }
    return Done{};
}

} // namespace cordboard::manual
