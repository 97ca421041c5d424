// SPDX-License-Identifier: Apache-2.0
#include "console/client/registrationreplica.h"

#include <utility>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

} // namespace

RegistrationReplica::RegistrationReplica(ClientLink &link, QObject *parent)
    : QObject(parent)
    , m_link(link)
{
    connect(&m_link, &ClientLink::notified, this, &RegistrationReplica::onNotification);
    const auto onState = [this](ClientLink::State state) {
        ++m_attempt;
        m_isReading = state == ClientLink::State::Connected;
        m_pages.clear();
        m_news.clear();
        if (m_isReading) {
            ask({});
        }
    };
    connect(&m_link, &ClientLink::stateChanged, this, onState);
    onState(m_link.state());
}

void RegistrationReplica::ask(const std::optional<QString> &cursor)
{
    protocol::RegistrationList question;
    question.cursor = cursor;
    question.subscribe = true;
    m_link.call(u"RegistrationList"_s, json::encode(question))
        .then(this, [this, attempt = m_attempt](const Result<QJsonValue> &answer) {
            if (attempt == m_attempt) {
                onPage(answer);
            }
        });
}

void RegistrationReplica::onPage(const Result<QJsonValue> &answer)
{
    auto page = answer.and_then([](const QJsonValue &value) {
        return json::decode<protocol::RegistrationsListed>(value.toObject());
    });
    if (!page) {
        m_isReading = false;
        if (page.error().code != Errc::LinkLost) {
            Q_EMIT faulted(page.error());
        }
        return;
    }
    m_pages.insert(m_pages.end(), std::make_move_iterator(page->registrations.begin()),
        std::make_move_iterator(page->registrations.end()));
    if (page->cursor.value) {
        ask(page->cursor.value);
        return;
    }
    m_isReading = false;
    const auto pages = std::exchange(m_pages, {});
    const auto news = std::exchange(m_news, {});
    Q_EMIT reset(pages);
    if (!news.empty()) {
        Q_EMIT changed(news);
    }
}

void RegistrationReplica::onNotification(const QString &method, const QJsonValue &params)
{
    if (method != "RegistrationsChanged"_L1) {
        return;
    }
    auto news = json::decode<protocol::RegistrationsChanged>(params.toObject());
    if (!news) {
        Q_EMIT faulted(news.error());
    } else if (m_isReading) {
        m_news.insert(m_news.end(), std::make_move_iterator(news->registrations.begin()),
            std::make_move_iterator(news->registrations.end()));
    } else {
        Q_EMIT changed(news->registrations);
    }
}

} // namespace cordboard::console
