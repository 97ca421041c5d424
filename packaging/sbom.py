#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the bill of materials of a release: SPDX 2.3 as JSON, to standard output.

sbom.py VERSION BUNDLED FILE...

BUNDLED lists the libraries of the bundle, "package version source" a line. The time is SOURCE_DATE_EPOCH.
"""
import datetime
import hashlib
import json
import os
import re
import sys


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def ident(text):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", text)


def main(version, bundled, *files):
    created = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    packages, relationships = [], []
    for path in sorted(files, key=os.path.basename):
        name = os.path.basename(path)
        packages.append({
            "SPDXID": ident(name), "name": name, "versionInfo": version, "packageFileName": name,
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "NOASSERTION",
            "licenseDeclared": "Apache-2.0", "copyrightText": "The Cordboard maintainers",
            "checksums": [{"algorithm": "SHA256", "checksumValue": sha256(path)}]})
        relationships.append({"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
                              "relatedSpdxElement": ident(name)})
    whole = [os.path.basename(path) for path in files if path.endswith((".tar.gz", ".run"))]
    with open(bundled, encoding="utf-8") as lines:
        for package, package_version, source in sorted(line.split() for line in lines):
            packages.append({
                "SPDXID": ident("debian-" + package), "name": package, "versionInfo": package_version,
                "sourceInfo": "built by Debian from the source package " + source,
                "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "NOASSERTION",
                "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION", "supplier": "Organization: Debian",
                "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                                  "referenceLocator": f"pkg:deb/debian/{package}@{package_version}?distro=bookworm"}]})
            for name in sorted(whole):
                relationships.append({"spdxElementId": ident(name), "relationshipType": "CONTAINS",
                                      "relatedSpdxElement": ident("debian-" + package)})
    content = json.dumps([packages, relationships], sort_keys=True).encode()
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"cordboard-{version}",
        "documentNamespace": f"https://cordboard.org/spdx/cordboard-{version}-{hashlib.sha256(content).hexdigest()}",
        "creationInfo": {"created": created.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: packaging/sbom.py"]},
        "packages": packages, "relationships": relationships}
    json.dump(document, sys.stdout, indent=1, sort_keys=True)
    print()


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
