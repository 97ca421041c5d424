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
    <message>
        <source>Held at a telephone; only that telephone can resume it</source>
        <translation>An einem Telefon gehalten; nur dieses kann ihn fortsetzen</translation>
    </message>
    <message>
        <source>viewer</source>
        <translation>nur Ansicht</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>Bedienung</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>Verwaltung</translation>
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
<context>
    <name>cordboard::console::CallActions</name>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Transfer…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>New call…</source>
        <translation>Neuer Anruf…</translation>
    </message>
</context>
<context>
    <name>cordboard::console::CallColumn</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>Anrufer</translation>
    </message>
    <message>
        <source>Callee</source>
        <translation>Angerufener</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>In state</source>
        <translation>Im Zustand</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>On hold, note</source>
        <translation>Halten, Notiz</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Caller&apos;s number</source>
        <translation>Nummer des Anrufers</translation>
    </message>
    <message>
        <source>Callee&apos;s number</source>
        <translation>Nummer des Angerufenen</translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation>braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>journey %1</source>
        <translation>Vorgang %1</translation>
    </message>
    <message>
        <source>call %1 of %2</source>
        <translation>Anruf %1 von %2</translation>
    </message>
</context>
<context>
    <name>cordboard::console::CallHead</name>
    <message>
        <source>calls</source>
        <translation>ruft an</translation>
    </message>
    <message>
        <source>rings</source>
        <translation>klingelt</translation>
    </message>
    <message>
        <source>talks</source>
        <translation>spricht</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>hält</translation>
    </message>
    <message>
        <source>talks with %1</source>
        <translation>spricht mit %1</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>bleibt</translation>
    </message>
    <message>
        <source>leaves when answered</source>
        <translation>geht, sobald angenommen wird</translation>
    </message>
    <message>
        <source>%1: %2 and %3</source>
        <translation>%1: %2 und %3</translation>
    </message>
    <message numerus="yes">
        <source> · journey %1, %n calls</source>
        <translation>
            <numerusform> · Vorgang %1, %n Anruf</numerusform>
            <numerusform> · Vorgang %1, %n Anrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>%1 insgesamt</translation>
    </message>
</context>
<context>
    <name>cordboard::console::CallListModel</name>
    <message>
        <source>Need attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Other calls</source>
        <translation>Andere Anrufe</translation>
    </message>
    <message>
        <source>Began before Cordboard saw the call</source>
        <translation>Begann, bevor Cordboard den Anruf sah</translation>
    </message>
</context>
<context>
    <name>cordboard::console::CallPanel</name>
    <message>
        <source>Call panel</source>
        <translation>Anrufbereich</translation>
    </message>
    <message>
        <source>Hold or resume call</source>
        <translation>Anruf halten oder fortsetzen</translation>
    </message>
    <message>
        <source>Transfer call</source>
        <translation>Anruf verbinden</translation>
    </message>
    <message>
        <source>Hang up call</source>
        <translation>Anruf beenden</translation>
    </message>
    <message>
        <source>Select a call to see and control it.</source>
        <translation>Wählen Sie einen Anruf, um ihn zu sehen und zu steuern.</translation>
    </message>
    <message numerus="yes">
        <source>%n calls selected</source>
        <translation>
            <numerusform>%n Anruf ausgewählt</numerusform>
            <numerusform>%n Anrufe ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume call</source>
        <translation>Anruf fortsetzen</translation>
    </message>
    <message>
        <source>Hold call</source>
        <translation>Anruf halten</translation>
    </message>
</context>
<context>
    <name>cordboard::console::CommandNote</name>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>Putting on hold…</source>
        <translation>Wird gehalten…</translation>
    </message>
    <message>
        <source>Resuming…</source>
        <translation>Wird fortgesetzt…</translation>
    </message>
    <message>
        <source>Hanging up…</source>
        <translation>Wird aufgelegt…</translation>
    </message>
    <message>
        <source>Rings at %1</source>
        <translation>Klingelt bei %1</translation>
    </message>
    <message>
        <source>Starting the call…</source>
        <translation>Anruf wird gestartet…</translation>
    </message>
    <message>
        <source>Transfer to %1…</source>
        <translation>Wird mit %1 verbunden…</translation>
    </message>
    <message>
        <source>Connecting the two calls…</source>
        <translation>Die beiden Anrufe werden zusammengeschaltet…</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Cancel transfer</source>
        <translation>Verbinden abbrechen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Gives up at %1</source>
        <translation>Gibt um %1 auf</translation>
    </message>
    <message>
        <source>Running command: %1</source>
        <translation>Laufender Befehl: %1</translation>
    </message>
    <message>
        <source>Try again…</source>
        <translation>Erneut versuchen…</translation>
    </message>
</context>
<context>
    <name>cordboard::console::ConnectionDialog</name>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>New profile…</source>
        <translation>Neues Profil…</translation>
    </message>
    <message>
        <source>For the filter “Mine”</source>
        <translation>Für den Filter „Meine“</translation>
    </message>
    <message>
        <source>The one seen in calls</source>
        <translation>Die in Anrufen gesehene</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>My number</source>
        <translation>Meine Nummer</translation>
    </message>
    <message>
        <source>Domain of numbers</source>
        <translation>Domäne der Nummern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>The profile needs a name.</source>
        <translation>Das Profil braucht einen Namen.</translation>
    </message>
    <message>
        <source>There is a profile of this name already.</source>
        <translation>Ein Profil dieses Namens gibt es schon.</translation>
    </message>
    <message>
        <source>The server&apos;s address begins with ws:// or wss://.</source>
        <translation>Die Adresse des Servers beginnt mit ws:// oder wss://.</translation>
    </message>
</context>
<context>
    <name>cordboard::console::CurveView</name>
    <message>
        <source>Calls at once, last hour, now %1, most %2</source>
        <translation>Gleichzeitige Anrufe, letzte Stunde, jetzt %1, höchstens %2</translation>
    </message>
    <message>
        <source>Calls at once, since this window was opened, now %1, most %2</source>
        <translation>Gleichzeitige Anrufe, seit dieses Fenster geöffnet wurde, jetzt %1, höchstens %2</translation>
    </message>
</context>
<context>
    <name>cordboard::console::Desktop</name>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>The keychain does not answer.</source>
        <translation>Die Schlüsselverwaltung antwortet nicht.</translation>
    </message>
    <message>
        <source>The keychain does not work: %1</source>
        <translation>Die Schlüsselverwaltung geht nicht: %1</translation>
    </message>
    <message>
        <source>There is no keychain here: the token is in a file that only you can read.</source>
        <translation>Hier gibt es keine Schlüsselverwaltung: Das Token liegt in einer Datei, die nur Sie lesen können.</translation>
    </message>
</context>
<context>
    <name>cordboard::console::DirectoryPane</name>
    <message>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>Find a person</source>
        <translation>Person suchen</translation>
    </message>
</context>
<context>
    <name>cordboard::console::Dock</name>
    <message>
        <source>Close %1</source>
        <translation>%1 schließen</translation>
    </message>
</context>
<context>
    <name>cordboard::console::EventLogModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
</context>
<context>
    <name>cordboard::console::EventLogPane</name>
    <message>
        <source>Event log</source>
        <translation>Ereignisse</translation>
    </message>
</context>
<context>
    <name>cordboard::console::ExportDialog</name>
    <message>
        <source>Export the calls that are shown</source>
        <translation>Die gezeigten Anrufe exportieren</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Kommagetrennte Werte (*.csv)</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportiert nach %1</translation>
    </message>
    <message>
        <source>Could not write %1: %2</source>
        <translation>%1 konnte nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>cordboard::console::FilterBar</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Klingeln</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>Sprechen</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meine</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter calls</source>
        <translation>Anrufe filtern</translation>
    </message>
    <message>
        <source>Name, number, journey…</source>
        <translation>Name, Nummer, Vorgang…</translation>
    </message>
    <message>
        <source>Quick filter: %1</source>
        <translation>Schnellfilter: %1</translation>
    </message>
</context>
<context>
    <name>cordboard::console::HangUpQuestion</name>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>Hang up the call between %1 and %2?</source>
        <translation>Den Anruf zwischen %1 und %2 beenden?</translation>
    </message>
    <message numerus="yes">
        <source>Hang up %n calls?</source>
        <translation>
            <numerusform>%n Anruf beenden?</numerusform>
            <numerusform>%n Anrufe beenden?</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep call</source>
        <translation>Anruf behalten</translation>
    </message>
    <message>
        <source>Keep calls</source>
        <translation>Anrufe behalten</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>Nicht mehr fragen</translation>
    </message>
</context>
<context>
    <name>cordboard::console::Happening</name>
    <message>
        <source>Call started</source>
        <translation>Anruf gestartet</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Transfer to %1</source>
        <translation>Verbinden mit %1</translation>
    </message>
    <message>
        <source>Connect two calls</source>
        <translation>Zwei Anrufe zusammenschalten</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>%1 hung up</source>
        <translation>%1 hat aufgelegt</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Ended: %1</source>
        <translation>Beendet: %1</translation>
    </message>
    <message>
        <source>%1 rings at %2</source>
        <translation>%1 ruft %2 an</translation>
    </message>
    <message>
        <source>%1 and %2 talk again</source>
        <translation>%1 und %2 sprechen wieder</translation>
    </message>
    <message>
        <source>%1 talks with %2</source>
        <translation>%1 spricht mit %2</translation>
    </message>
    <message>
        <source>%1 waits for %2</source>
        <translation>%1 wartet auf %2</translation>
    </message>
    <message>
        <source>%1 and %2: a transfer has begun</source>
        <translation>%1 und %2: Verbinden hat begonnen</translation>
    </message>
    <message>
        <source>%1 and %2: transfer to %3</source>
        <translation>%1 und %2: Verbinden mit %3</translation>
    </message>
    <message>
        <source>%1 and %2: %3</source>
        <translation>%1 und %2: %3</translation>
    </message>
    <message>
        <source>Rings at %1</source>
        <translation>Klingelt bei %1</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Held: %1 waits</source>
        <translation>Gehalten: %1 wartet</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>Fortgesetzt</translation>
    </message>
    <message>
        <source>Resumed: %1</source>
        <translation>Fortgesetzt: %1</translation>
    </message>
    <message>
        <source>by you</source>
        <translation>von Ihnen</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>von %1</translation>
    </message>
</context>
<context>
    <name>cordboard::console::KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>cordboard::console::LiveTable</name>
    <message>
        <source>Live calls</source>
        <translation>Laufende Anrufe</translation>
    </message>
    <message>
        <source>Columns of the live calls</source>
        <translation>Spalten der laufenden Anrufe</translation>
    </message>
</context>
<context>
    <name>cordboard::console::MainWindow</name>
    <message>
        <source>Cordboard</source>
        <translation>Cordboard</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anruf</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>Event log</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Reading calls…</source>
        <translation>Anrufe werden gelesen…</translation>
    </message>
    <message>
        <source>No calls now. New calls appear here by themselves.</source>
        <translation>Zurzeit keine Anrufe. Neue erscheinen hier von selbst.</translation>
    </message>
    <message>
        <source>No call is of this kind now.</source>
        <translation>Zurzeit kein Anruf dieser Art.</translation>
    </message>
    <message>
        <source>No call matches “%1”.</source>
        <translation>Kein Anruf passt zu „%1“.</translation>
    </message>
    <message>
        <source>About Cordboard</source>
        <translation>Über Cordboard</translation>
    </message>
    <message>
        <source>Cordboard %1</source>
        <translation>Cordboard %1</translation>
    </message>
    <message>
        <source>Shows the live calls of a SIP proxy, and controls them.
Apache License 2.0. Built with Qt %1.</source>
        <translation>Zeigt die laufenden Anrufe eines SIP-Proxys und steuert sie.
Apache-Lizenz 2.0. Gebaut mit Qt %1.</translation>
    </message>
    <message>
        <source>Quick filters</source>
        <translation>Schnellfilter</translation>
    </message>
    <message>
        <source>From the table to the call&apos;s buttons</source>
        <translation>Von der Tabelle zu den Tasten des Anrufs</translation>
    </message>
    <message>
        <source>Back to the table; clears the filter</source>
        <translation>Zurück zur Tabelle; leert den Filter</translation>
    </message>
    <message>
        <source>What can be done with the call</source>
        <translation>Was mit dem Anruf möglich ist</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Buchstaben</translation>
    </message>
    <message>
        <source>In the table: to the caller of that name</source>
        <translation>In der Tabelle: zum Anrufer dieses Namens</translation>
    </message>
</context>
<context>
    <name>cordboard::console::NewCallDialog</name>
    <message>
        <source>Call</source>
        <translation>Anrufen</translation>
    </message>
    <message>
        <source>New call</source>
        <translation>Neuer Anruf</translation>
    </message>
    <message>
        <source>Who is rung first?</source>
        <translation>Bei wem klingelt es zuerst?</translation>
    </message>
    <message>
        <source>Whom do they call?</source>
        <translation>Wen ruft diese Person an?</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>Name oder Nummer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 is rung first. Once answered, %2 is rung.</source>
        <translation>Zuerst klingelt es bei %1. Nach der Annahme klingelt es bei %2.</translation>
    </message>
    <message>
        <source>Say who talks with whom.</source>
        <translation>Geben Sie an, wer mit wem spricht.</translation>
    </message>
</context>
<context>
    <name>cordboard::console::NumberStrip</name>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Show only calls that need attention</source>
        <translation>Nur Anrufe zeigen, die Aufmerksamkeit brauchen</translation>
    </message>
    <message>
        <source>Show all calls</source>
        <translation>Alle Anrufe zeigen</translation>
    </message>
    <message>
        <source>Show only ringing calls</source>
        <translation>Nur klingelnde Anrufe zeigen</translation>
    </message>
    <message>
        <source>Show only held calls</source>
        <translation>Nur gehaltene Anrufe zeigen</translation>
    </message>
    <message numerus="yes">
        <source>need attention</source>
        <translation>
            <numerusform>braucht Aufmerksamkeit</numerusform>
            <numerusform>brauchen Aufmerksamkeit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>calls now</source>
        <translation>
            <numerusform>Anruf jetzt</numerusform>
            <numerusform>Anrufe jetzt</numerusform>
        </translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>klingeln</translation>
    </message>
    <message>
        <source>held</source>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>longest</source>
        <translation>längster</translation>
    </message>
    <message>
        <source>started, last hour</source>
        <translation>begonnen, letzte Stunde</translation>
    </message>
    <message>
        <source>most at once</source>
        <translation>höchstens zugleich</translation>
    </message>
</context>
<context>
    <name>cordboard::console::PartyText</name>
    <message>
        <source>Number withheld</source>
        <translation>Nummer unterdrückt</translation>
    </message>
</context>
<context>
    <name>cordboard::console::PersonField</name>
    <message>
        <source>People that fit</source>
        <translation>Passende Personen</translation>
    </message>
</context>
<context>
    <name>cordboard::console::PreferencesDialog</name>
    <message>
        <source>A call rings for</source>
        <translation>Ein Anruf klingelt seit</translation>
    </message>
    <message>
        <source>A call is held for</source>
        <translation>Ein Anruf wird gehalten seit</translation>
    </message>
    <message>
        <source>A transfer takes</source>
        <translation>Ein Verbinden dauert seit</translation>
    </message>
    <message>
        <source>Ask before hanging up</source>
        <translation>Vor dem Auflegen fragen</translation>
    </message>
    <message>
        <source>Show an icon in the tray</source>
        <translation>Symbol in der Leiste zeigen</translation>
    </message>
    <message>
        <source>Closing the window leaves the program in the tray</source>
        <translation>Schließen des Fensters lässt das Programm in der Leiste</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>A call needs attention</source>
        <translation>Ein Anruf braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>A command of mine failed</source>
        <translation>Ein Befehl von mir ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The connection was lost</source>
        <translation>Die Verbindung ging verloren</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>A call needs attention when</source>
        <translation>Ein Anruf braucht Aufmerksamkeit, wenn</translation>
    </message>
    <message>
        <source>Notify me when</source>
        <translation>Benachrichtigen, wenn</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>Das Programm</translation>
    </message>
    <message>
        <source>Language (from the next start on)</source>
        <translation>Sprache (ab dem nächsten Start)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>%1, in seconds</source>
        <translation>%1, in Sekunden</translation>
    </message>
</context>
<context>
    <name>cordboard::console::StaleBanner</name>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
</context>
<context>
    <name>cordboard::console::StatusLine</name>
    <message>
        <source>Status bar</source>
        <translation>Statusleiste</translation>
    </message>
    <message numerus="yes">
        <source>%Ln calls</source>
        <translation>
            <numerusform>%Ln Anruf</numerusform>
            <numerusform>%Ln Anrufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln calls</source>
        <translation>
            <numerusform>%1 von %Ln Anruf</numerusform>
            <numerusform>%1 von %Ln Anrufen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>last heard %1</source>
        <translation>zuletzt gehört %1</translation>
    </message>
    <message>
        <source>not heard</source>
        <translation>nicht gehört</translation>
    </message>
</context>
<context>
    <name>cordboard::console::StoryView</name>
    <message>
        <source>What happened to the call</source>
        <translation>Was mit dem Anruf geschah</translation>
    </message>
</context>
<context>
    <name>cordboard::console::TransferDialog</name>
    <message>
        <source>Transfer call</source>
        <translation>Anruf verbinden</translation>
    </message>
    <message>
        <source>To a person or number</source>
        <translation>Mit Person oder Nummer</translation>
    </message>
    <message>
        <source>Connect two calls</source>
        <translation>Zwei Anrufe zusammenschalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Geht an</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>Name oder Nummer</translation>
    </message>
    <message>
        <source>Second call</source>
        <translation>Zweiter Anruf</translation>
    </message>
    <message>
        <source>Second call: who stays?</source>
        <translation>Zweiter Anruf: Wer bleibt?</translation>
    </message>
    <message>
        <source>Who stays on the line?</source>
        <translation>Wer bleibt in der Leitung?</translation>
    </message>
    <message>
        <source>This call: who stays?</source>
        <translation>Dieser Anruf: Wer bleibt?</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Zusammenschalten</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <translation>%1 mit %2</translation>
    </message>
    <message>
        <source>same journey</source>
        <translation>gleicher Vorgang</translation>
    </message>
    <message>
        <source>The call has ended.</source>
        <translation>Der Anruf ist beendet.</translation>
    </message>
    <message>
        <source>Say where the call goes to.</source>
        <translation>Geben Sie an, wohin der Anruf geht.</translation>
    </message>
    <message>
        <source>Choose the second call.</source>
        <translation>Wählen Sie den zweiten Anruf.</translation>
    </message>
    <message>
        <source>%1 will ring %2. %3 leaves.</source>
        <translation>%1 ruft %2 an. %3 verlässt den Anruf.</translation>
    </message>
    <message>
        <source>%1 is in a call.</source>
        <translation>%1 ist in einem Anruf.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 will talk with %2.</source>
        <translation>%1 spricht dann mit %2.</translation>
    </message>
    <message>
        <source>%1 leaves both calls.</source>
        <translation>%1 verlässt beide Anrufe.</translation>
    </message>
    <message>
        <source>%1 and %2 leave.</source>
        <translation>%1 und %2 verlassen den Anruf.</translation>
    </message>
    <message>
        <source>The second call has ended. Choose another one.</source>
        <translation>Der zweite Anruf ist beendet. Wählen Sie einen anderen.</translation>
    </message>
</context>
<context>
    <name>cordboard::console::Tray</name>
    <message>
        <source>Cordboard</source>
        <translation>Cordboard</translation>
    </message>
    <message>
        <source>Show window</source>
        <translation>Fenster zeigen</translation>
    </message>
    <message>
        <source>New call…</source>
        <translation>Neuer Anruf…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message numerus="yes">
        <source>Cordboard: %n calls need attention</source>
        <translation>
            <numerusform>Cordboard: %n Anruf braucht Aufmerksamkeit</numerusform>
            <numerusform>Cordboard: %n Anrufe brauchen Aufmerksamkeit</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message numerus="yes">
        <source>%n calls need attention</source>
        <translation>
            <numerusform>%n Anruf braucht Aufmerksamkeit</numerusform>
            <numerusform>%n Anrufe brauchen Aufmerksamkeit</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, and more</source>
        <translation>%1 und weitere</translation>
    </message>
    <message>
        <source>Command failed</source>
        <translation>Befehl fehlgeschlagen</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
</context>
<context>
    <name>cordboard::console::Wallboard</name>
    <message>
        <source>longest</source>
        <translation>längster</translation>
    </message>
    <message>
        <source>longest, h:min</source>
        <translation>längster, h:min</translation>
    </message>
    <message>
        <source>Wallboard</source>
        <translation>Wandtafel</translation>
    </message>
    <message numerus="yes">
        <source>%n calls, </source>
        <translation>
            <numerusform>%n Anruf, </numerusform>
            <numerusform>%n Anrufe, </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need attention</source>
        <translation>
            <numerusform>%n braucht Aufmerksamkeit</numerusform>
            <numerusform>%n brauchen Aufmerksamkeit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>need attention</source>
        <translation>
            <numerusform>braucht Aufmerksamkeit</numerusform>
            <numerusform>brauchen Aufmerksamkeit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>calls now</source>
        <translation>
            <numerusform>Anruf jetzt</numerusform>
            <numerusform>Anrufe jetzt</numerusform>
        </translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>klingeln</translation>
    </message>
    <message>
        <source>held</source>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>started, last hour</source>
        <translation>begonnen, letzte Stunde</translation>
    </message>
    <message>
        <source>Need attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Nobody waits.</source>
        <translation>Niemand wartet.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Calls at once, most %1</source>
        <translation>Gleichzeitige Anrufe, höchstens %1</translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n Anruf</numerusform>
            <numerusform>%n Anrufe</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cordboard::console::WindowActions</name>
    <message>
        <source>&amp;Find calls</source>
        <translation>Anrufe &amp;filtern</translation>
    </message>
    <message>
        <source>Find a &amp;person</source>
        <translation>&amp;Person suchen</translation>
    </message>
    <message>
        <source>&amp;Next call that needs attention</source>
        <translation>&amp;Nächster Anruf, der Aufmerksamkeit braucht</translation>
    </message>
    <message>
        <source>P&amp;revious call that needs attention</source>
        <translation>&amp;Voriger Anruf, der Aufmerksamkeit braucht</translation>
    </message>
    <message>
        <source>&amp;Group by journey</source>
        <translation>Nach Vorgang &amp;gruppieren</translation>
    </message>
    <message>
        <source>&amp;Attention on top</source>
        <translation>Auf&amp;merksamkeit oben</translation>
    </message>
    <message>
        <source>&amp;Compact rows</source>
        <translation>&amp;Kompakte Zeilen</translation>
    </message>
    <message>
        <source>C&amp;olumns…</source>
        <translation>&amp;Spalten…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Wallboard</source>
        <translation>&amp;Wandtafel</translation>
    </message>
    <message>
        <source>&amp;Connection…</source>
        <translation>&amp;Verbindung…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Ne&amp;xt pane</source>
        <translation>Nä&amp;chster Bereich</translation>
    </message>
    <message>
        <source>Previo&amp;us pane</source>
        <translation>V&amp;origer Bereich</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation>&amp;Anruf</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>An&amp;sicht</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Darstellung</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;About Cordboard</source>
        <translation>Ü&amp;ber Cordboard</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
</TS>
