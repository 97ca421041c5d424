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

/// Another one for 127.0.0.1 with its key: one that was renewed, or one that nobody knows.
[[nodiscard]] inline QByteArray otherTlsCertificatePem()
{
    return R"(-----BEGIN CERTIFICATE-----
MIIBtjCCAV2gAwIBAgIUVqXJZ2adEKcSufmKKiS+TJXfbvkwCgYIKoZIzj0EAwIw
IjEgMB4GA1UEAwwXY29yZGJvYXJkIHRlc3QsIHJlbmV3ZWQwIBcNMjYxMTI3MTky
NzA2WhgPMjEyNjExMDMxOTI3MDZaMCIxIDAeBgNVBAMMF2NvcmRib2FyZCB0ZXN0
LCByZW5ld2VkMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaqYD+BZgNPvVoxaj
qNF9s593bgn1L99U6fTQGAGhpi/3ZN9pF00pbY3f4nGAqACax3gD3bFGtRit6XJF
cVPIs6NvMG0wHQYDVR0OBBYEFO27wjhU0K9Fg43kGeEGsGu3zT1DMB8GA1UdIwQY
MBaAFO27wjhU0K9Fg43kGeEGsGu3zT1DMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0R
BBMwEYcEfwAAAYIJbG9jYWxob3N0MAoGCCqGSM49BAMCA0cAMEQCIH+RGBpq0zbB
ZUEA2VNg2F4yQby+Kd6qoojQElgVh0G7AiAdi7LgJf4tgsIiwVCUS2StCyMuXnN3
VCLizAMS2FGQ1w==
-----END CERTIFICATE-----
)";
}
[[nodiscard]] inline QByteArray otherTlsKeyPem()
{
    return R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbr1516/V+u8JjC4S
wuUkQ3zTF+WNGLCNh2JpiBX0zsChRANCAARqpgP4FmA0+9WjFqOo0X2zn3duCfUv
31Tp9NAYAaGmL/dk32kXTSltjd/icYCoAJrHeAPdsUa1GK3pckVxU8iz
-----END PRIVATE KEY-----
)";
}

} // namespace cordboard::tests
