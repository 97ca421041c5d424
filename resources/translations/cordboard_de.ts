<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>CallWords</name>
    <message>
        <source>Ringing</source>
        <comment>state of a call</comment>
        <translation>Klingelt</translation>
    </message>
    <message>
        <source>Talking</source>
        <comment>state of a call</comment>
        <translation>Spricht</translation>
    </message>
    <message>
        <source>Held</source>
        <comment>state of a call</comment>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Transferring</source>
        <comment>state of a call</comment>
        <translation>Wird verbunden</translation>
    </message>
    <message>
        <source>Ended</source>
        <comment>state of a call</comment>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>caller waits</source>
        <translation>Anrufer wartet</translation>
    </message>
    <message>
        <source>callee waits</source>
        <translation>Angerufener wartet</translation>
    </message>
    <message>
        <source>both wait</source>
        <translation>beide warten</translation>
    </message>
    <message>
        <source>Caller</source>
        <comment>who is on hold</comment>
        <translation>Anrufer</translation>
    </message>
    <message>
        <source>Callee</source>
        <comment>who is on hold</comment>
        <translation>Angerufener</translation>
    </message>
    <message>
        <source>Both</source>
        <comment>who is on hold</comment>
        <translation>Beide</translation>
    </message>
    <message>
        <source>to %1</source>
        <comment>a call is transferred to %1</comment>
        <translation>mit %1</translation>
    </message>
    <message>
        <source>call failed</source>
        <translation>Anruf fehlgeschlagen</translation>
    </message>
    <message>
        <source>hold failed</source>
        <translation>Halten fehlgeschlagen</translation>
    </message>
    <message>
        <source>resume failed</source>
        <translation>Fortsetzen fehlgeschlagen</translation>
    </message>
    <message>
        <source>transfer failed</source>
        <translation>Verbinden fehlgeschlagen</translation>
    </message>
    <message>
        <source>connecting failed</source>
        <translation>Zusammenschalten fehlgeschlagen</translation>
    </message>
    <message>
        <source>hang-up failed</source>
        <translation>Auflegen fehlgeschlagen</translation>
    </message>
    <message>
        <source>Call failed.</source>
        <translation>Anruf fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Hold failed.</source>
        <translation>Halten fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Resume failed.</source>
        <translation>Fortsetzen fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Transfer failed.</source>
        <translation>Verbinden fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Connecting failed.</source>
        <translation>Zusammenschalten fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Hang-up failed.</source>
        <translation>Auflegen fehlgeschlagen.</translation>
    </message>
    <message>
        <source>caller</source>
        <comment>role in a call</comment>
        <translation>Anrufer</translation>
    </message>
    <message>
        <source>callee</source>
        <comment>role in a call</comment>
        <translation>Angerufener</translation>
    </message>
    <message>
        <source>free</source>
        <comment>what a person&apos;s phone does</comment>
        <translation>frei</translation>
    </message>
    <message>
        <source>talks</source>
        <comment>what a person&apos;s phone does; a time may follow</comment>
        <translation>spricht</translation>
    </message>
    <message>
        <source>holds</source>
        <comment>what a person&apos;s phone does; a time may follow</comment>
        <translation>hält</translation>
    </message>
    <message>
        <source>rings</source>
        <comment>what a person&apos;s phone does; a time may follow</comment>
        <translation>klingelt</translation>
    </message>
    <message>
        <source>calls</source>
        <comment>what a person&apos;s phone does; a time may follow</comment>
        <translation>ruft an</translation>
    </message>
    <message>
        <source>no phone</source>
        <comment>nobody is registered</comment>
        <translation>kein Telefon</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindet…</translation>
    </message>
    <message>
        <source>Reconnecting in %1 s</source>
        <translation>Neuer Versuch in %1 s</translation>
    </message>
    <message>
        <source>Not authorised</source>
        <translation>Nicht berechtigt</translation>
    </message>
    <message>
        <source>Server not found</source>
        <translation>Server nicht gefunden</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <translation>Verbindung: %1</translation>
    </message>
    <message>
        <source>No connection since %1 (%2).</source>
        <comment>%1 a time of day, %2 a length of time</comment>
        <translation>Keine Verbindung seit %1 (%2).</translation>
    </message>
    <message>
        <source>These calls are as they were then; some may have ended. Actions are off until the connection is back.</source>
        <translation>Die Anrufe sind auf dem Stand von damals; einige können beendet sein. Bis die Verbindung wieder steht, sind keine Aktionen möglich.</translation>
    </message>
    <message>
        <source>%1 has been silent since %2.</source>
        <comment>%1 a node</comment>
        <translation>%1 schweigt seit %2.</translation>
    </message>
    <message numerus="yes">
        <source>Its %n call(s) are as they were then.</source>
        <translation>
            <numerusform>Der eine Anruf dort ist auf dem Stand von damals.</numerusform>
            <numerusform>Die %n Anrufe dort sind auf dem Stand von damals.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Connection back after %1, %n change(s) caught up</source>
        <comment>%1 a length of time</comment>
        <translation>
            <numerusform>Verbindung nach %1 wieder da, %n Änderung nachgeholt</numerusform>
            <numerusform>Verbindung nach %1 wieder da, %n Änderungen nachgeholt</numerusform>
        </translation>
    </message>
    <message>
        <source>Connection back after %1, list read anew</source>
        <comment>%1 a length of time</comment>
        <translation>Verbindung nach %1 wieder da, Liste neu gelesen</translation>
    </message>
</context>
<context>
    <name>Failures</name>
    <message>
        <source>The other party is busy.</source>
        <translation>Die Gegenstelle ist besetzt.</translation>
    </message>
    <message>
        <source>%1 is busy.</source>
        <translation>%1 ist besetzt.</translation>
    </message>
    <message>
        <source>The number is not known.</source>
        <translation>Die Nummer ist nicht bekannt.</translation>
    </message>
    <message>
        <source>%1 is not known.</source>
        <translation>%1 ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The other party cannot be reached.</source>
        <translation>Die Gegenstelle ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>%1 ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The other party declined.</source>
        <translation>Die Gegenstelle hat abgelehnt.</translation>
    </message>
    <message>
        <source>%1 declined.</source>
        <translation>%1 hat abgelehnt.</translation>
    </message>
    <message>
        <source>The proxy refused.</source>
        <translation>Der Proxy hat abgelehnt.</translation>
    </message>
    <message>
        <source>%1 refused.</source>
        <comment>a node</comment>
        <translation>%1 hat abgelehnt.</translation>
    </message>
    <message>
        <source>The proxy refused (%1).</source>
        <translation>Der Proxy hat abgelehnt (%1).</translation>
    </message>
    <message>
        <source>%1 refused (%2).</source>
        <comment>a node</comment>
        <translation>%1 hat abgelehnt (%2).</translation>
    </message>
    <message>
        <source>No answer from the proxy in time.</source>
        <translation>Keine rechtzeitige Antwort vom Proxy.</translation>
    </message>
    <message>
        <source>No answer from %1 in time.</source>
        <comment>a node</comment>
        <translation>Keine rechtzeitige Antwort von %1.</translation>
    </message>
    <message>
        <source>The server could not do it.</source>
        <translation>Der Server konnte das nicht ausführen.</translation>
    </message>
    <message>
        <source>The server could not do it: %1</source>
        <translation>Der Server konnte das nicht ausführen: %1</translation>
    </message>
    <message>
        <source>The other party did not answer.</source>
        <translation>Die Gegenstelle hat nicht abgenommen.</translation>
    </message>
    <message>
        <source>%1 did not answer.</source>
        <translation>%1 hat nicht abgenommen.</translation>
    </message>
    <message>
        <source>The proxy cannot be reached.</source>
        <translation>Der Proxy ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <comment>a node</comment>
        <translation>%1 ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The call had already ended.</source>
        <translation>Der Anruf war schon beendet.</translation>
    </message>
    <message>
        <source>Another command is running on this call.</source>
        <translation>Für diesen Anruf läuft schon ein anderer Befehl.</translation>
    </message>
    <message>
        <source>You may not do this.</source>
        <translation>Sie dürfen das nicht.</translation>
    </message>
    <message>
        <source>The proxy cannot do this.</source>
        <translation>Der Proxy kann das nicht.</translation>
    </message>
    <message>
        <source>%1 cannot do this.</source>
        <comment>a node</comment>
        <translation>%1 kann das nicht.</translation>
    </message>
    <message>
        <source>That is not possible in the call&apos;s present state.</source>
        <translation>Das ist im jetzigen Zustand des Anrufs nicht möglich.</translation>
    </message>
    <message>
        <source>More than one call has this number.</source>
        <translation>Mehrere Anrufe haben diese Nummer.</translation>
    </message>
    <message>
        <source>Too much at once; wait a moment.</source>
        <translation>Zu viel auf einmal; warten Sie einen Moment.</translation>
    </message>
    <message>
        <source>The command had already ended.</source>
        <translation>Der Befehl war schon beendet.</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>Der Vorgang wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The server was restarted meanwhile.</source>
        <translation>Der Server wurde inzwischen neu gestartet.</translation>
    </message>
    <message>
        <source>The connection to the server was lost.</source>
        <translation>Die Verbindung zum Server ging verloren.</translation>
    </message>
    <message>
        <source>That is no number that can be called.</source>
        <translation>Diese Nummer kann nicht angerufen werden.</translation>
    </message>
    <message>
        <source>The call was kept.</source>
        <translation>Der Anruf blieb bestehen.</translation>
    </message>
    <message>
        <source>The call was kept: %1 and %2 are still connected.</source>
        <translation>Der Anruf blieb bestehen: %1 und %2 sind noch verbunden.</translation>
    </message>
    <message>
        <source>The call was kept: %1 and %2 still talk.</source>
        <translation>Der Anruf blieb bestehen: %1 und %2 sprechen weiter.</translation>
    </message>
    <message>
        <source>The call has ended.</source>
        <translation>Der Anruf ist beendet.</translation>
    </message>
    <message>
        <source>What became of the call is not known; check before you try again.</source>
        <translation>Was aus dem Anruf wurde, ist nicht bekannt; prüfen Sie das, bevor Sie es erneut versuchen.</translation>
    </message>
    <message>
        <source>No answer from the proxy within %1 s.</source>
        <translation>Keine Antwort vom Proxy innerhalb von %1 s.</translation>
    </message>
    <message>
        <source>No answer from %1 within %2 s.</source>
        <comment>a node</comment>
        <translation>Keine Antwort von %1 innerhalb von %2 s.</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>Select a call first</source>
        <translation>Erst einen Anruf auswählen</translation>
    </message>
    <message>
        <source>The call has ended</source>
        <translation>Der Anruf ist beendet</translation>
    </message>
    <message>
        <source>Your role may look, not act</source>
        <translation>Ihre Rolle darf nur zusehen</translation>
    </message>
    <message>
        <source>A transfer is running</source>
        <translation>Der Anruf wird gerade verbunden</translation>
    </message>
    <message>
        <source>Another command is running on this call</source>
        <translation>Für diesen Anruf läuft schon ein anderer Befehl</translation>
    </message>
    <message>
        <source>The call is not answered yet</source>
        <translation>Der Anruf ist noch nicht angenommen</translation>
    </message>
    <message>
        <source>This node cannot do it</source>
        <translation>Dieser Knoten kann das nicht</translation>
    </message>
    <message>
        <source>This node cannot hold one side</source>
        <translation>Dieser Knoten kann nicht nur eine Seite halten</translation>
    </message>
    <message>
        <source>Not possible on all selected calls</source>
        <translation>Nicht bei allen ausgewählten Anrufen möglich</translation>
    </message>
    <message>
        <source>Not possible on this call now</source>
        <translation>Bei diesem Anruf jetzt nicht möglich</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <comment>length of time</comment>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <comment>length of time</comment>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <comment>length of time</comment>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>data %1 old</source>
        <comment>%1 is a length of time, e.g. 0.4 s</comment>
        <translation>Daten %1 alt</translation>
    </message>
    <message>
        <source>data %1 seconds old</source>
        <comment>for screen readers; %1 is a number with tenths</comment>
        <translation>Daten %1 Sekunden alt</translation>
    </message>
    <message>
        <source>heard %1 ago</source>
        <comment>of a node; %1 is a length of time, e.g. 0.4 s</comment>
        <translation>gehört vor %1</translation>
    </message>
</context>
</TS>
