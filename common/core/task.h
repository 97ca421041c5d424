// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QPointer>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace cordboard {

template <class T> class Promise;

/// One result that comes later, on the same thread. (QFuture::then asserts when its context died first:
/// Qt 6.4.2.)
///
/// Exactly one Result arrives: a second finish() is ignored, a dropped Promise yields Errc::Abandoned. The
/// continuation never runs once its context is gone. On a settled task then() runs the continuation at once.
template <class T> class [[nodiscard]] Task {
public:
    /// A task that is settled already.
    [[nodiscard]] static Task settled(Result<T> result)
    {
        Promise<T> promise;
        Task task = promise.task();
        promise.finish(std::move(result));
        return task;
    }

    /// Calls `continuation(Result<T>)` once, unless `context` (not null) is destroyed before. A task has one
    /// continuation; call this once.
    template <class F> void then(QObject *context, F continuation) &&
    {
        Q_ASSERT(context && m_state);
        auto state = std::move(m_state);
        if (state->result) {
            continuation(std::move(*state->result));
            return;
        }
        state->continuation = [context = QPointer<QObject>(context),
                                  f = std::make_shared<F>(std::move(continuation))](Result<T> &&result) {
            if (context) {
                (*f)(std::move(result));
            }
        };
    }

private:
    friend class Promise<T>;
    struct State {
        std::optional<Result<T>> result;
        std::function<void(Result<T> &&)> continuation;
    };
    explicit Task(std::shared_ptr<State> state)
        : m_state(std::move(state))
    {
    }
    std::shared_ptr<State> m_state;
};

/// The side that answers. Move-only; forgetting to answer is itself an answer (Errc::Abandoned).
template <class T> class Promise {
public:
    Promise()
        : m_state(std::make_shared<typename Task<T>::State>())
    {
    }
    Promise(Promise &&) noexcept = default;
    Promise &operator=(Promise &&other) noexcept
    {
        if (this != &other) {
            abandon();
            m_state = std::move(other.m_state);
        }
        return *this;
    }
    Promise(const Promise &) = delete;
    Promise &operator=(const Promise &) = delete;
    ~Promise() { abandon(); }

    [[nodiscard]] Task<T> task() const { return Task<T>(m_state); }

    /// Settles the task; only the first call counts. The continuation runs inside this call.
    void finish(Result<T> result)
    {
        const auto state = std::exchange(m_state, nullptr);
        if (!state) {
            return;
        }
        if (const auto continuation = std::exchange(state->continuation, nullptr)) {
            continuation(std::move(result));
        } else {
            state->result = std::move(result);
        }
    }

    [[nodiscard]] bool isSettled() const noexcept { return !m_state; }

private:
    void abandon()
    {
        if (m_state) {
            finish(failure(Errc::Abandoned, QStringLiteral("dropped without an answer")));
        }
    }
    std::shared_ptr<typename Task<T>::State> m_state;
};

} // namespace cordboard
