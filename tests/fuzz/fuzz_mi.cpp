// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/dialoglist.h"
#include "server/connectors/opensips/management/mimessage.h"
#include "server/connectors/opensips/registrations/registrationlist.h"
#include "tests/fuzz/fuzz.h"

// Answers of a management interface, and the lists in them: dialogs and registrations.
void cordboard::fuzz::run(const QByteArray &input)
{
    using namespace cordboard::opensips;
    const std::optional<MiAnswer> answer = readMiAnswer(input);
    if (!answer || !answer->outcome) {
        return;
    }
    const QJsonValue &result = *answer->outcome;
    if (const auto page = dialogPageFromAnswer(result)) {
        promise(page->dialogs.size() + page->unreadable == page->rows, "each row is read or counted");
    }
    promise(dialogFromAnswer(result).has_value() == listedDialog(result).has_value(), "both readers agree");
    if (const auto contacts = contactsFromDump(result)) {
        for (const ListedContact &contact : *contacts) {
            promise(!contact.aor.isEmpty(), "a contact is somebody's");
        }
    }
}
