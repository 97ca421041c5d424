// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

namespace cordboard::tests {

/// A certificate for 127.0.0.1 that nobody but a test trusts, signed by itself.
[[nodiscard]] inline QSslCertificate tlsCertificate()
{
    return QSslCertificate(QByteArray(R"(-----BEGIN CERTIFICATE-----
MIIBpjCCAUugAwIBAgIUK87UjAwzGjPsGnOGWRYmd1UeD1IwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOY29yZGJvYXJkIHRlc3QwIBcNMjYxMTIzMjIzNTQ4WhgPMjEy
NjEwMzAyMjM1NDhaMBkxFzAVBgNVBAMMDmNvcmRib2FyZCB0ZXN0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEfBdCS9fZF2Gw+cFUaNoJ1paQxC1DcA2h5+TFMKoE
wvtQtVwpghYvA2JcsBDD91az/Gik2WC5MJJT1DutH0wuTKNvMG0wHQYDVR0OBBYE
FJIJxeW8AMWQcKfDwKnVFXGvIw3aMB8GA1UdIwQYMBaAFJIJxeW8AMWQcKfDwKnV
FXGvIw3aMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYcEfwAAAYIJbG9jYWxo
b3N0MAoGCCqGSM49BAMCA0kAMEYCIQCZc1uv7Lp9tSLEOp3LoH+jQ6xgy7xeK4hu
cYBoqPPs4AIhAIo96W6TlhBzqVqJnHdXCK7evr+NxIwkdoiTg/hIuQtx
-----END CERTIFICATE-----
)"));
}

/// What a server of a test needs: the certificate and its key.
[[nodiscard]] inline QSslConfiguration tlsServer()
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(tlsCertificate());
    tls.setPrivateKey(QSslKey(QByteArray(R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgm89iPARsHv81ysIr
RZ26rdJDb+i/AwkYehK2zk7PsuGhRANCAAR8F0JL19kXYbD5wVRo2gnWlpDELUNw
DaHn5MUwqgTC+1C1XCmCFi8DYlywEMP3VrP8aKTZYLkwklPUO60fTC5M
-----END PRIVATE KEY-----
)"),
        QSsl::Ec));
    return tls;
}

} // namespace cordboard::tests
