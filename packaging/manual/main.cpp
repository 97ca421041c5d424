// SPDX-License-Identifier: Apache-2.0
#include "packaging/manual/completions.h"
#include "packaging/manual/configfile.h"
#include "packaging/manual/icons.h"
#include "packaging/manual/manpage.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

bool write(const QString &path, const QString &text)
{
    QFile file(path);
    const QByteArray bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush()) {
        std::fprintf(stderr, "%s: %s\n", qUtf8Printable(path), qUtf8Printable(file.errorString()));
        return false;
    }
    return true;
}

} // namespace

/// cordboard-manual FOLDER ICON SIZE...: writes everything into the folder, the icon in each size, too.
int main(int argc, char **argv)
{
    using namespace cordboard::manual;
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4) {
        std::fputs("cordboard-manual FOLDER ICON SIZE...\n", stderr);
        return 2;
    }
    const QString folder = arguments.at(1) + u'/';
    QList<int> sizes;
    for (const QString &size : arguments.sliced(3)) {
        sizes.append(size.toInt());
    }
    if (const auto drawn = drawIcons(arguments.at(2), arguments.at(1), sizes); !drawn) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(drawn.error().message));
        return 1;
    }
    bool good = write(folder + u"server.yml"_s, packagedConfig())
        && write(folder + u"cordboard-server.yml.5"_s, configPage());
    for (const Program &program : programs()) {
        good = good
            && write(folder + program.name + u'.' + QString::number(program.section), manPage(program))
            && write(folder + program.name + u".bash"_s, bashCompletion(program))
            && write(folder + u'_' + program.name, zshCompletion(program))
            && write(folder + program.name + u".fish"_s, fishCompletion(program));
    }
    return good ? 0 : 1;
}
