<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ro">
<context>
    <name>CallWords</name>
    <message>
        <source>Ringing</source>
        <comment>state of a call</comment>
        <translation>Sună</translation>
    </message>
    <message>
        <source>Talking</source>
        <comment>state of a call</comment>
        <translation>Vorbește</translation>
    </message>
    <message>
        <source>Held</source>
        <comment>state of a call</comment>
        <translation>În așteptare</translation>
    </message>
    <message>
        <source>Transferring</source>
        <comment>state of a call</comment>
        <translation>Se transferă</translation>
    </message>
    <message>
        <source>Ended</source>
        <comment>state of a call</comment>
        <translation>Încheiat</translation>
    </message>
    <message>
        <source>caller waits</source>
        <translation>apelantul așteaptă</translation>
    </message>
    <message>
        <source>callee waits</source>
        <translation>apelatul așteaptă</translation>
    </message>
    <message>
        <source>both wait</source>
        <translation>ambii așteaptă</translation>
    </message>
    <message>
        <source>Caller</source>
        <comment>who is on hold</comment>
        <translation>Apelantul</translation>
    </message>
    <message>
        <source>Callee</source>
        <comment>who is on hold</comment>
        <translation>Apelatul</translation>
    </message>
    <message>
        <source>Both</source>
        <comment>who is on hold</comment>
        <translation>Ambii</translation>
    </message>
    <message>
        <source>to %1</source>
        <comment>a call is transferred to %1</comment>
        <translation>către %1</translation>
    </message>
    <message>
        <source>call failed</source>
        <translation>apel eșuat</translation>
    </message>
    <message>
        <source>hold failed</source>
        <translation>punere în așteptare eșuată</translation>
    </message>
    <message>
        <source>resume failed</source>
        <translation>reluare eșuată</translation>
    </message>
    <message>
        <source>transfer failed</source>
        <translation>transfer eșuat</translation>
    </message>
    <message>
        <source>connecting failed</source>
        <translation>conectare eșuată</translation>
    </message>
    <message>
        <source>hang-up failed</source>
        <translation>închidere eșuată</translation>
    </message>
    <message>
        <source>Call failed.</source>
        <translation>Apelul a eșuat.</translation>
    </message>
    <message>
        <source>Hold failed.</source>
        <translation>Punerea în așteptare a eșuat.</translation>
    </message>
    <message>
        <source>Resume failed.</source>
        <translation>Reluarea a eșuat.</translation>
    </message>
    <message>
        <source>Transfer failed.</source>
        <translation>Transferul a eșuat.</translation>
    </message>
    <message>
        <source>Connecting failed.</source>
        <translation>Conectarea a eșuat.</translation>
    </message>
    <message>
        <source>Hang-up failed.</source>
        <translation>Închiderea a eșuat.</translation>
    </message>
    <message>
        <source>caller</source>
        <comment>role in a call</comment>
        <translation>apelant</translation>
    </message>
    <message>
        <source>callee</source>
        <comment>role in a call</comment>
        <translation>apelat</translation>
    </message>
    <message>
        <source>free</source>
        <comment>what a person&apos;s phone does</comment>
        <translation>liber</translation>
    </message>
    <message>
        <source>talks</source>
        <comment>what a person&apos;s phone does; a time may follow</comment>
        <translation>vorbește</translation>
    </message>
    <message>
        <source>holds</source>
        <comment>what a person&apos;s phone does; a time may follow</comment>
        <translation>în așteptare</translation>
    </message>
    <message>
        <source>rings</source>
        <comment>what a person&apos;s phone does; a time may follow</comment>
        <translation>sună</translation>
    </message>
    <message>
        <source>calls</source>
        <comment>what a person&apos;s phone does; a time may follow</comment>
        <translation>apelează</translation>
    </message>
    <message>
        <source>no phone</source>
        <comment>nobody is registered</comment>
        <translation>fără telefon</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>Connected</source>
        <translation>Conectat</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Se conectează…</translation>
    </message>
    <message>
        <source>Reconnecting in %1 s</source>
        <translation>Reconectare în %1 s</translation>
    </message>
    <message>
        <source>Not authorised</source>
        <translation>Neautorizat</translation>
    </message>
    <message>
        <source>Server not found</source>
        <translation>Serverul nu a fost găsit</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Neconectat</translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <translation>Conexiune: %1</translation>
    </message>
    <message>
        <source>No connection since %1 (%2).</source>
        <comment>%1 a time of day, %2 a length of time</comment>
        <translation>Fără conexiune de la %1 (%2).</translation>
    </message>
    <message>
        <source>These calls are as they were then; some may have ended. Actions are off until the connection is back.</source>
        <translation>Apelurile sunt cele de atunci; este posibil ca unele să se fi încheiat. Acțiunile sunt oprite până la revenirea conexiunii.</translation>
    </message>
    <message>
        <source>%1 has been silent since %2.</source>
        <comment>%1 a node</comment>
        <translation>%1 nu dă semne de la %2.</translation>
    </message>
    <message numerus="yes">
        <source>Its %n call(s) are as they were then.</source>
        <translation>
            <numerusform>Singurul său apel este cel de atunci.</numerusform>
            <numerusform>Cele %n apeluri ale sale sunt cele de atunci.</numerusform>
            <numerusform>Cele %n de apeluri ale sale sunt cele de atunci.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Connection back after %1, %n change(s) caught up</source>
        <comment>%1 a length of time</comment>
        <translation>
            <numerusform>Conexiunea a revenit după %1, %n modificare recuperată</numerusform>
            <numerusform>Conexiunea a revenit după %1, %n modificări recuperate</numerusform>
            <numerusform>Conexiunea a revenit după %1, %n de modificări recuperate</numerusform>
        </translation>
    </message>
    <message>
        <source>Connection back after %1, list read anew</source>
        <comment>%1 a length of time</comment>
        <translation>Conexiunea a revenit după %1, lista a fost recitită</translation>
    </message>
</context>
<context>
    <name>Failures</name>
    <message>
        <source>The other party is busy.</source>
        <translation>Cealaltă parte are linia ocupată.</translation>
    </message>
    <message>
        <source>%1 is busy.</source>
        <translation>%1 are linia ocupată.</translation>
    </message>
    <message>
        <source>The number is not known.</source>
        <translation>Numărul nu este cunoscut.</translation>
    </message>
    <message>
        <source>%1 is not known.</source>
        <translation>%1: număr necunoscut.</translation>
    </message>
    <message>
        <source>The other party cannot be reached.</source>
        <translation>Nu se poate lua legătura cu cealaltă parte.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>Nu se poate lua legătura cu %1.</translation>
    </message>
    <message>
        <source>The other party declined.</source>
        <translation>Cealaltă parte a refuzat.</translation>
    </message>
    <message>
        <source>%1 declined.</source>
        <translation>%1 a refuzat.</translation>
    </message>
    <message>
        <source>The proxy refused.</source>
        <translation>Proxy-ul a refuzat.</translation>
    </message>
    <message>
        <source>%1 refused.</source>
        <comment>a node</comment>
        <translation>%1 a refuzat.</translation>
    </message>
    <message>
        <source>The proxy refused (%1).</source>
        <translation>Proxy-ul a refuzat (%1).</translation>
    </message>
    <message>
        <source>%1 refused (%2).</source>
        <comment>a node</comment>
        <translation>%1 a refuzat (%2).</translation>
    </message>
    <message>
        <source>No answer from the proxy in time.</source>
        <translation>Niciun răspuns la timp de la proxy.</translation>
    </message>
    <message>
        <source>No answer from %1 in time.</source>
        <comment>a node</comment>
        <translation>Niciun răspuns la timp de la %1.</translation>
    </message>
    <message>
        <source>The server could not do it.</source>
        <translation>Serverul nu a putut face acest lucru.</translation>
    </message>
    <message>
        <source>The server could not do it: %1</source>
        <translation>Serverul nu a putut face acest lucru: %1</translation>
    </message>
    <message>
        <source>The other party did not answer.</source>
        <translation>Cealaltă parte nu a răspuns.</translation>
    </message>
    <message>
        <source>%1 did not answer.</source>
        <translation>%1 nu a răspuns.</translation>
    </message>
    <message>
        <source>The proxy cannot be reached.</source>
        <translation>Nu se poate lua legătura cu proxy-ul.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <comment>a node</comment>
        <translation>Nu se poate lua legătura cu %1.</translation>
    </message>
    <message>
        <source>The call had already ended.</source>
        <translation>Apelul se încheiase deja.</translation>
    </message>
    <message>
        <source>Another command is running on this call.</source>
        <translation>O altă comandă este în curs pe acest apel.</translation>
    </message>
    <message>
        <source>You may not do this.</source>
        <translation>Nu aveți voie să faceți acest lucru.</translation>
    </message>
    <message>
        <source>The proxy cannot do this.</source>
        <translation>Proxy-ul nu poate face acest lucru.</translation>
    </message>
    <message>
        <source>%1 cannot do this.</source>
        <comment>a node</comment>
        <translation>%1 nu poate face acest lucru.</translation>
    </message>
    <message>
        <source>That is not possible in the call&apos;s present state.</source>
        <translation>Nu este posibil în starea actuală a apelului.</translation>
    </message>
    <message>
        <source>More than one call has this number.</source>
        <translation>Mai multe apeluri au acest număr.</translation>
    </message>
    <message>
        <source>Too much at once; wait a moment.</source>
        <translation>Prea multe deodată; așteptați puțin.</translation>
    </message>
    <message>
        <source>The command had already ended.</source>
        <translation>Comanda se încheiase deja.</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>Operațiunea a fost anulată.</translation>
    </message>
    <message>
        <source>The server was restarted meanwhile.</source>
        <translation>Serverul a fost repornit între timp.</translation>
    </message>
    <message>
        <source>The connection to the server was lost.</source>
        <translation>Conexiunea cu serverul s-a pierdut.</translation>
    </message>
    <message>
        <source>That is no number that can be called.</source>
        <translation>Acest număr nu poate fi apelat.</translation>
    </message>
    <message>
        <source>The call was kept.</source>
        <translation>Apelul s-a păstrat.</translation>
    </message>
    <message>
        <source>The call was kept: %1 and %2 are still connected.</source>
        <translation>Apelul s-a păstrat: %1 și %2 sunt în continuare în legătură.</translation>
    </message>
    <message>
        <source>The call was kept: %1 and %2 still talk.</source>
        <translation>Apelul s-a păstrat: %1 și %2 vorbesc în continuare.</translation>
    </message>
    <message>
        <source>The call has ended.</source>
        <translation>Apelul s-a încheiat.</translation>
    </message>
    <message>
        <source>What became of the call is not known; check before you try again.</source>
        <translation>Nu se știe ce s-a întâmplat cu apelul; verificați înainte de a încerca din nou.</translation>
    </message>
    <message>
        <source>No answer from the proxy within %1 s.</source>
        <translation>Niciun răspuns de la proxy în %1 s.</translation>
    </message>
    <message>
        <source>No answer from %1 within %2 s.</source>
        <comment>a node</comment>
        <translation>Niciun răspuns de la %1 în %2 s.</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>No connection</source>
        <translation>Fără conexiune</translation>
    </message>
    <message>
        <source>Select a call first</source>
        <translation>Selectați mai întâi un apel</translation>
    </message>
    <message>
        <source>The call has ended</source>
        <translation>Apelul s-a încheiat</translation>
    </message>
    <message>
        <source>Your role may look, not act</source>
        <translation>Rolul dvs. permite doar vizualizarea</translation>
    </message>
    <message>
        <source>A transfer is running</source>
        <translation>Un transfer este în curs</translation>
    </message>
    <message>
        <source>Another command is running on this call</source>
        <translation>O altă comandă este în curs pe acest apel</translation>
    </message>
    <message>
        <source>The call is not answered yet</source>
        <translation>Apelul nu a fost încă preluat</translation>
    </message>
    <message>
        <source>This node cannot do it</source>
        <translation>Acest nod nu poate face acest lucru</translation>
    </message>
    <message>
        <source>This node cannot hold one side</source>
        <translation>Acest nod nu poate pune în așteptare o singură parte</translation>
    </message>
    <message>
        <source>Not possible on all selected calls</source>
        <translation>Nu este posibil pentru toate apelurile selectate</translation>
    </message>
    <message>
        <source>Not possible on this call now</source>
        <translation>Nu este posibil acum pentru acest apel</translation>
    </message>
    <message>
        <source>Held at a telephone; only that telephone can resume it</source>
        <translation>Pus în așteptare de la un telefon; numai acel telefon îl poate relua</translation>
    </message>
    <message>
        <source>viewer</source>
        <translation>doar vizualizare</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>operator</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>administrator</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <comment>length of time</comment>
        <translation>
            <numerusform>%n oră</numerusform>
            <numerusform>%n ore</numerusform>
            <numerusform>%n de ore</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <comment>length of time</comment>
        <translation>
            <numerusform>%n minut</numerusform>
            <numerusform>%n minute</numerusform>
            <numerusform>%n de minute</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <comment>length of time</comment>
        <translation>
            <numerusform>%n secundă</numerusform>
            <numerusform>%n secunde</numerusform>
            <numerusform>%n de secunde</numerusform>
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
        <translation>date vechi de %1</translation>
    </message>
    <message>
        <source>data %1 seconds old</source>
        <comment>for screen readers; %1 is a number with tenths</comment>
        <translation>date vechi de %1 secunde</translation>
    </message>
    <message>
        <source>heard %1 ago</source>
        <comment>of a node; %1 is a length of time, e.g. 0.4 s</comment>
        <translation>auzit acum %1</translation>
    </message>
</context>
<context>
    <name>cordboard::console::CallActions</name>
    <message>
        <source>Resume</source>
        <translation>Reia</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Pune în așteptare</translation>
    </message>
    <message>
        <source>Transfer…</source>
        <translation>Transferă…</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Închide</translation>
    </message>
    <message>
        <source>New call…</source>
        <translation>Apel nou…</translation>
    </message>
</context>
<context>
    <name>cordboard::console::CallColumn</name>
    <message>
        <source>State</source>
        <translation>Stare</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>Apelant</translation>
    </message>
    <message>
        <source>Callee</source>
        <translation>Apelat</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Număr</translation>
    </message>
    <message>
        <source>In state</source>
        <translation>În stare</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>On hold, note</source>
        <translation>Așteptare, notă</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Nod</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Traseu</translation>
    </message>
    <message>
        <source>Caller&apos;s number</source>
        <translation>Numărul apelantului</translation>
    </message>
    <message>
        <source>Callee&apos;s number</source>
        <translation>Numărul apelatului</translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation>necesită atenție</translation>
    </message>
    <message>
        <source>journey %1</source>
        <translation>traseul %1</translation>
    </message>
    <message>
        <source>call %1 of %2</source>
        <translation>apelul %1 din %2</translation>
    </message>
</context>
<context>
    <name>cordboard::console::CallHead</name>
    <message>
        <source>calls</source>
        <translation>apelează</translation>
    </message>
    <message>
        <source>rings</source>
        <translation>sună</translation>
    </message>
    <message>
        <source>talks</source>
        <translation>vorbește</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>așteaptă</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>ține în așteptare</translation>
    </message>
    <message>
        <source>talks with %1</source>
        <translation>vorbește cu %1</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>rămâne</translation>
    </message>
    <message>
        <source>leaves when answered</source>
        <translation>iese când se răspunde</translation>
    </message>
    <message>
        <source>%1: %2 and %3</source>
        <translation>%1: %2 și %3</translation>
    </message>
    <message numerus="yes">
        <source> · journey %1, %n calls</source>
        <translation>
            <numerusform> · traseu %1, %n apel</numerusform>
            <numerusform> · traseu %1, %n apeluri</numerusform>
            <numerusform> · traseu %1, %n de apeluri</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>%1 în total</translation>
    </message>
</context>
<context>
    <name>cordboard::console::CallListModel</name>
    <message>
        <source>Need attention</source>
        <translation>Necesită atenție</translation>
    </message>
    <message>
        <source>Other calls</source>
        <translation>Alte apeluri</translation>
    </message>
    <message>
        <source>Began before Cordboard saw the call</source>
        <translation>A început înainte ca Cordboard să vadă apelul</translation>
    </message>
</context>
<context>
    <name>cordboard::console::CallPanel</name>
    <message>
        <source>Call panel</source>
        <translation>Panoul apelului</translation>
    </message>
    <message>
        <source>Hold or resume call</source>
        <translation>Pune apelul în așteptare sau îl reia</translation>
    </message>
    <message>
        <source>Transfer call</source>
        <translation>Transferă apelul</translation>
    </message>
    <message>
        <source>Hang up call</source>
        <translation>Închide apelul</translation>
    </message>
    <message>
        <source>Select a call to see and control it.</source>
        <translation>Alegeți un apel pentru a-l vedea și controla.</translation>
    </message>
    <message numerus="yes">
        <source>%n calls selected</source>
        <translation>
            <numerusform>%n apel selectat</numerusform>
            <numerusform>%n apeluri selectate</numerusform>
            <numerusform>%n de apeluri selectate</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume call</source>
        <translation>Reia apelul</translation>
    </message>
    <message>
        <source>Hold call</source>
        <translation>Pune apelul în așteptare</translation>
    </message>
</context>
<context>
    <name>cordboard::console::CommandNote</name>
    <message>
        <source>Cancelling…</source>
        <translation>Se anulează…</translation>
    </message>
    <message>
        <source>Putting on hold…</source>
        <translation>Se pune în așteptare…</translation>
    </message>
    <message>
        <source>Resuming…</source>
        <translation>Se reia…</translation>
    </message>
    <message>
        <source>Hanging up…</source>
        <translation>Se închide…</translation>
    </message>
    <message>
        <source>Rings at %1</source>
        <translation>Sună la %1</translation>
    </message>
    <message>
        <source>Starting the call…</source>
        <translation>Se inițiază apelul…</translation>
    </message>
    <message>
        <source>Transfer to %1…</source>
        <translation>Se transferă către %1…</translation>
    </message>
    <message>
        <source>Connecting the two calls…</source>
        <translation>Se conectează cele două apeluri…</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ascunde</translation>
    </message>
    <message>
        <source>Cancel transfer</source>
        <translation>Anulează transferul</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anulează</translation>
    </message>
    <message>
        <source>Gives up at %1</source>
        <translation>Renunță la %1</translation>
    </message>
    <message>
        <source>Running command: %1</source>
        <translation>Comandă în curs: %1</translation>
    </message>
    <message>
        <source>Try again…</source>
        <translation>Încearcă din nou…</translation>
    </message>
</context>
<context>
    <name>cordboard::console::ConnectionDialog</name>
    <message>
        <source>Remove</source>
        <translation>Elimină</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectează</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexiune</translation>
    </message>
    <message>
        <source>New profile…</source>
        <translation>Profil nou…</translation>
    </message>
    <message>
        <source>For the filter “Mine”</source>
        <translation>Pentru filtrul „Ale mele”</translation>
    </message>
    <message>
        <source>The one seen in calls</source>
        <translation>Cel văzut în apeluri</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nume</translation>
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
        <translation>Numărul meu</translation>
    </message>
    <message>
        <source>Domain of numbers</source>
        <translation>Domeniul numerelor</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anulează</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Neschimbat</translation>
    </message>
    <message>
        <source>The profile needs a name.</source>
        <translation>Profilul are nevoie de un nume.</translation>
    </message>
    <message>
        <source>There is a profile of this name already.</source>
        <translation>Există deja un profil cu acest nume.</translation>
    </message>
    <message>
        <source>The server&apos;s address begins with ws:// or wss://.</source>
        <translation>Adresa serverului începe cu ws:// sau wss://.</translation>
    </message>
</context>
<context>
    <name>cordboard::console::CurveView</name>
    <message>
        <source>Calls at once, last hour, now %1, most %2</source>
        <translation>Apeluri simultane, ultima oră, acum %1, cel mult %2</translation>
    </message>
    <message>
        <source>Calls at once, since this window was opened, now %1, most %2</source>
        <translation>Apeluri simultane, de la deschiderea acestei ferestre, acum %1, cel mult %2</translation>
    </message>
</context>
<context>
    <name>cordboard::console::Desktop</name>
    <message>
        <source>This machine</source>
        <translation>Acest calculator</translation>
    </message>
    <message>
        <source>The keychain does not answer.</source>
        <translation>Serviciul de chei nu răspunde.</translation>
    </message>
    <message>
        <source>The keychain does not work: %1</source>
        <translation>Serviciul de chei nu funcționează: %1</translation>
    </message>
    <message>
        <source>There is no keychain here: the token is in a file that only you can read.</source>
        <translation>Aici nu există un serviciu de chei: tokenul este într-un fișier pe care numai dumneavoastră îl puteți citi.</translation>
    </message>
</context>
<context>
    <name>cordboard::console::DirectoryPane</name>
    <message>
        <source>Directory</source>
        <translation>Agendă</translation>
    </message>
    <message>
        <source>Find a person</source>
        <translation>Caută o persoană</translation>
    </message>
</context>
<context>
    <name>cordboard::console::Dock</name>
    <message>
        <source>Close %1</source>
        <translation>Închide %1</translation>
    </message>
</context>
<context>
    <name>cordboard::console::EventLogModel</name>
    <message>
        <source>Time</source>
        <translation>Ora</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Nod</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ce s-a întâmplat</translation>
    </message>
</context>
<context>
    <name>cordboard::console::EventLogPane</name>
    <message>
        <source>Event log</source>
        <translation>Jurnal de evenimente</translation>
    </message>
</context>
<context>
    <name>cordboard::console::ExportDialog</name>
    <message>
        <source>Export the calls that are shown</source>
        <translation>Exportă apelurile afișate</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Valori separate prin virgulă (*.csv)</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportat în %1</translation>
    </message>
    <message>
        <source>Could not write %1: %2</source>
        <translation>%1 nu a putut fi scris: %2</translation>
    </message>
</context>
<context>
    <name>cordboard::console::FilterBar</name>
    <message>
        <source>All</source>
        <translation>Toate</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Atenție</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Sună</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>Vorbesc</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>În așteptare</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Ale mele</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtru</translation>
    </message>
    <message>
        <source>Filter calls</source>
        <translation>Filtrează apelurile</translation>
    </message>
    <message>
        <source>Name, number, journey…</source>
        <translation>Nume, număr, traseu…</translation>
    </message>
    <message>
        <source>Quick filter: %1</source>
        <translation>Filtru rapid: %1</translation>
    </message>
</context>
<context>
    <name>cordboard::console::HangUpQuestion</name>
    <message>
        <source>Hang up</source>
        <translation>Închide</translation>
    </message>
    <message>
        <source>Hang up the call between %1 and %2?</source>
        <translation>Închideți apelul dintre %1 și %2?</translation>
    </message>
    <message numerus="yes">
        <source>Hang up %n calls?</source>
        <translation>
            <numerusform>Închideți %n apel?</numerusform>
            <numerusform>Închideți %n apeluri?</numerusform>
            <numerusform>Închideți %n de apeluri?</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep call</source>
        <translation>Păstrează apelul</translation>
    </message>
    <message>
        <source>Keep calls</source>
        <translation>Păstrează apelurile</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>Nu mai întreba</translation>
    </message>
</context>
<context>
    <name>cordboard::console::Happening</name>
    <message>
        <source>Call started</source>
        <translation>Apel inițiat</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Punere în așteptare</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reluare</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>Transfer to %1</source>
        <translation>Transfer către %1</translation>
    </message>
    <message>
        <source>Connect two calls</source>
        <translation>Conectarea a două apeluri</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Închidere</translation>
    </message>
    <message>
        <source>%1 hung up</source>
        <translation>%1 a închis</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Încheiat</translation>
    </message>
    <message>
        <source>Ended: %1</source>
        <translation>Încheiat: %1</translation>
    </message>
    <message>
        <source>%1 rings at %2</source>
        <translation>%1 sună la %2</translation>
    </message>
    <message>
        <source>%1 and %2 talk again</source>
        <translation>%1 și %2 vorbesc din nou</translation>
    </message>
    <message>
        <source>%1 talks with %2</source>
        <translation>%1 vorbește cu %2</translation>
    </message>
    <message>
        <source>%1 waits for %2</source>
        <translation>%1 îl așteaptă pe %2</translation>
    </message>
    <message>
        <source>%1 and %2: a transfer has begun</source>
        <translation>%1 și %2: a început un transfer</translation>
    </message>
    <message>
        <source>%1 and %2: transfer to %3</source>
        <translation>%1 și %2: transfer către %3</translation>
    </message>
    <message>
        <source>%1 and %2: %3</source>
        <translation>%1 și %2: %3</translation>
    </message>
    <message>
        <source>Rings at %1</source>
        <translation>Sună la %1</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Răspuns</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>În așteptare</translation>
    </message>
    <message>
        <source>Held: %1 waits</source>
        <translation>În așteptare: %1 așteaptă</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>Reluat</translation>
    </message>
    <message>
        <source>Resumed: %1</source>
        <translation>Reluat: %1</translation>
    </message>
    <message>
        <source>by you</source>
        <translation>de dumneavoastră</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>de %1</translation>
    </message>
</context>
<context>
    <name>cordboard::console::KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Taste</translation>
    </message>
</context>
<context>
    <name>cordboard::console::LiveTable</name>
    <message>
        <source>Live calls</source>
        <translation>Apeluri în curs</translation>
    </message>
    <message>
        <source>Columns of the live calls</source>
        <translation>Coloanele apelurilor în curs</translation>
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
        <translation>Cifre</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Șterge filtrul</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Apel</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Agendă</translation>
    </message>
    <message>
        <source>Event log</source>
        <translation>Jurnal de evenimente</translation>
    </message>
    <message>
        <source>Reading calls…</source>
        <translation>Se citesc apelurile…</translation>
    </message>
    <message>
        <source>No calls now. New calls appear here by themselves.</source>
        <translation>Niciun apel acum. Apelurile noi apar aici singure.</translation>
    </message>
    <message>
        <source>No call is of this kind now.</source>
        <translation>Niciun apel de acest fel acum.</translation>
    </message>
    <message>
        <source>No call matches “%1”.</source>
        <translation>Niciun apel nu corespunde cu „%1”.</translation>
    </message>
    <message>
        <source>About Cordboard</source>
        <translation>Despre Cordboard</translation>
    </message>
    <message>
        <source>Cordboard %1</source>
        <translation>Cordboard %1</translation>
    </message>
    <message>
        <source>Shows the live calls of a SIP proxy, and controls them.
Apache License 2.0. Built with Qt %1.</source>
        <translation>Arată apelurile în curs ale unui proxy SIP și le controlează.
Licența Apache 2.0. Construit cu Qt %1.</translation>
    </message>
    <message>
        <source>Quick filters</source>
        <translation>Filtre rapide</translation>
    </message>
    <message>
        <source>From the table to the call&apos;s buttons</source>
        <translation>Din tabel la butoanele apelului</translation>
    </message>
    <message>
        <source>Back to the table; clears the filter</source>
        <translation>Înapoi la tabel; golește filtrul</translation>
    </message>
    <message>
        <source>What can be done with the call</source>
        <translation>Ce se poate face cu apelul</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Litere</translation>
    </message>
    <message>
        <source>In the table: to the caller of that name</source>
        <translation>În tabel: la apelantul cu acel nume</translation>
    </message>
</context>
<context>
    <name>cordboard::console::NewCallDialog</name>
    <message>
        <source>Call</source>
        <translation>Apelează</translation>
    </message>
    <message>
        <source>New call</source>
        <translation>Apel nou</translation>
    </message>
    <message>
        <source>Who is rung first?</source>
        <translation>La cine sună mai întâi?</translation>
    </message>
    <message>
        <source>Whom do they call?</source>
        <translation>Pe cine apelează?</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>Nume sau număr</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anulează</translation>
    </message>
    <message>
        <source>%1 is rung first. Once answered, %2 is rung.</source>
        <translation>Mai întâi sună la %1. După răspuns, sună la %2.</translation>
    </message>
    <message>
        <source>Say who talks with whom.</source>
        <translation>Spuneți cine vorbește cu cine.</translation>
    </message>
</context>
<context>
    <name>cordboard::console::NumberStrip</name>
    <message>
        <source>Numbers</source>
        <translation>Cifre</translation>
    </message>
    <message>
        <source>Show only calls that need attention</source>
        <translation>Arată doar apelurile care necesită atenție</translation>
    </message>
    <message>
        <source>Show all calls</source>
        <translation>Arată toate apelurile</translation>
    </message>
    <message>
        <source>Show only ringing calls</source>
        <translation>Arată doar apelurile care sună</translation>
    </message>
    <message>
        <source>Show only held calls</source>
        <translation>Arată doar apelurile în așteptare</translation>
    </message>
    <message numerus="yes">
        <source>need attention</source>
        <translation>
            <numerusform>necesită atenție</numerusform>
            <numerusform>necesită atenție</numerusform>
            <numerusform>necesită atenție</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>calls now</source>
        <translation>
            <numerusform>apel acum</numerusform>
            <numerusform>apeluri acum</numerusform>
            <numerusform>de apeluri acum</numerusform>
        </translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>sună</translation>
    </message>
    <message>
        <source>held</source>
        <translation>în așteptare</translation>
    </message>
    <message>
        <source>longest</source>
        <translation>cel mai lung</translation>
    </message>
    <message>
        <source>started, last hour</source>
        <translation>începute, ultima oră</translation>
    </message>
    <message>
        <source>most at once</source>
        <translation>maximum simultan</translation>
    </message>
</context>
<context>
    <name>cordboard::console::PartyText</name>
    <message>
        <source>Number withheld</source>
        <translation>Număr ascuns</translation>
    </message>
</context>
<context>
    <name>cordboard::console::PersonField</name>
    <message>
        <source>People that fit</source>
        <translation>Persoane potrivite</translation>
    </message>
</context>
<context>
    <name>cordboard::console::PreferencesDialog</name>
    <message>
        <source>A call rings for</source>
        <translation>Un apel sună de</translation>
    </message>
    <message>
        <source>A call is held for</source>
        <translation>Un apel este în așteptare de</translation>
    </message>
    <message>
        <source>A transfer takes</source>
        <translation>Un transfer durează de</translation>
    </message>
    <message>
        <source>Ask before hanging up</source>
        <translation>Întreabă înainte de închidere</translation>
    </message>
    <message>
        <source>Show an icon in the tray</source>
        <translation>Arată o pictogramă în zona de notificare</translation>
    </message>
    <message>
        <source>Closing the window leaves the program in the tray</source>
        <translation>Închiderea ferestrei lasă programul în zona de notificare</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Preferințe</translation>
    </message>
    <message>
        <source>A call needs attention</source>
        <translation>Un apel necesită atenție</translation>
    </message>
    <message>
        <source>A command of mine failed</source>
        <translation>O comandă a mea a eșuat</translation>
    </message>
    <message>
        <source>The connection was lost</source>
        <translation>Conexiunea s-a pierdut</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Limba</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Ca sistemul</translation>
    </message>
    <message>
        <source>A call needs attention when</source>
        <translation>Un apel necesită atenție când</translation>
    </message>
    <message>
        <source>Notify me when</source>
        <translation>Anunță-mă când</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>Programul</translation>
    </message>
    <message>
        <source>Language (from the next start on)</source>
        <translation>Limba (de la următoarea pornire)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anulează</translation>
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
        <translation>%1, în secunde</translation>
    </message>
</context>
<context>
    <name>cordboard::console::StaleBanner</name>
    <message>
        <source>Try now</source>
        <translation>Încearcă acum</translation>
    </message>
</context>
<context>
    <name>cordboard::console::StatusLine</name>
    <message>
        <source>Status bar</source>
        <translation>Bara de stare</translation>
    </message>
    <message numerus="yes">
        <source>%Ln calls</source>
        <translation>
            <numerusform>%Ln apel</numerusform>
            <numerusform>%Ln apeluri</numerusform>
            <numerusform>%Ln de apeluri</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln calls</source>
        <translation>
            <numerusform>%1 din %Ln apel</numerusform>
            <numerusform>%1 din %Ln apeluri</numerusform>
            <numerusform>%1 din %Ln de apeluri</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selectat</numerusform>
            <numerusform>%n selectate</numerusform>
            <numerusform>%n selectate</numerusform>
        </translation>
    </message>
    <message>
        <source>last heard %1</source>
        <translation>auzit ultima dată %1</translation>
    </message>
    <message>
        <source>not heard</source>
        <translation>neauzit</translation>
    </message>
</context>
<context>
    <name>cordboard::console::StoryView</name>
    <message>
        <source>What happened to the call</source>
        <translation>Ce s-a întâmplat cu apelul</translation>
    </message>
</context>
<context>
    <name>cordboard::console::TransferDialog</name>
    <message>
        <source>Transfer call</source>
        <translation>Transferă apelul</translation>
    </message>
    <message>
        <source>To a person or number</source>
        <translation>La o persoană sau un număr</translation>
    </message>
    <message>
        <source>Connect two calls</source>
        <translation>Conectează două apeluri</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anulează</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Merge la</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>Nume sau număr</translation>
    </message>
    <message>
        <source>Second call</source>
        <translation>Al doilea apel</translation>
    </message>
    <message>
        <source>Second call: who stays?</source>
        <translation>Al doilea apel: cine rămâne?</translation>
    </message>
    <message>
        <source>Who stays on the line?</source>
        <translation>Cine rămâne pe linie?</translation>
    </message>
    <message>
        <source>This call: who stays?</source>
        <translation>Acest apel: cine rămâne?</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transferă</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectează</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <translation>%1 cu %2</translation>
    </message>
    <message>
        <source>same journey</source>
        <translation>același traseu</translation>
    </message>
    <message>
        <source>The call has ended.</source>
        <translation>Apelul s-a încheiat.</translation>
    </message>
    <message>
        <source>Say where the call goes to.</source>
        <translation>Spuneți unde merge apelul.</translation>
    </message>
    <message>
        <source>Choose the second call.</source>
        <translation>Alegeți al doilea apel.</translation>
    </message>
    <message>
        <source>%1 will ring %2. %3 leaves.</source>
        <translation>%1 va suna la %2. %3 iese.</translation>
    </message>
    <message>
        <source>%1 is in a call.</source>
        <translation>%1 este într-un apel.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 will talk with %2.</source>
        <translation>%1 va vorbi cu %2.</translation>
    </message>
    <message>
        <source>%1 leaves both calls.</source>
        <translation>%1 iese din ambele apeluri.</translation>
    </message>
    <message>
        <source>%1 and %2 leave.</source>
        <translation>%1 și %2 ies.</translation>
    </message>
    <message>
        <source>The second call has ended. Choose another one.</source>
        <translation>Al doilea apel s-a încheiat. Alegeți altul.</translation>
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
        <translation>Arată fereastra</translation>
    </message>
    <message>
        <source>New call…</source>
        <translation>Apel nou…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Ieșire</translation>
    </message>
    <message numerus="yes">
        <source>Cordboard: %n calls need attention</source>
        <translation>
            <numerusform>Cordboard: %n apel necesită atenție</numerusform>
            <numerusform>Cordboard: %n apeluri necesită atenție</numerusform>
            <numerusform>Cordboard: %n de apeluri necesită atenție</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 și %2</translation>
    </message>
    <message numerus="yes">
        <source>%n calls need attention</source>
        <translation>
            <numerusform>%n apel necesită atenție</numerusform>
            <numerusform>%n apeluri necesită atenție</numerusform>
            <numerusform>%n de apeluri necesită atenție</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, and more</source>
        <translation>%1 și altele</translation>
    </message>
    <message>
        <source>Command failed</source>
        <translation>Comandă eșuată</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Fără conexiune</translation>
    </message>
</context>
<context>
    <name>cordboard::console::Wallboard</name>
    <message>
        <source>longest</source>
        <translation>cel mai lung</translation>
    </message>
    <message>
        <source>longest, h:min</source>
        <translation>cel mai lung, h:min</translation>
    </message>
    <message>
        <source>Wallboard</source>
        <translation>Panou de perete</translation>
    </message>
    <message numerus="yes">
        <source>%n calls, </source>
        <translation>
            <numerusform>%n apel, </numerusform>
            <numerusform>%n apeluri, </numerusform>
            <numerusform>%n de apeluri, </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need attention</source>
        <translation>
            <numerusform>%n necesită atenție</numerusform>
            <numerusform>%n necesită atenție</numerusform>
            <numerusform>%n necesită atenție</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>need attention</source>
        <translation>
            <numerusform>necesită atenție</numerusform>
            <numerusform>necesită atenție</numerusform>
            <numerusform>necesită atenție</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>calls now</source>
        <translation>
            <numerusform>apel acum</numerusform>
            <numerusform>apeluri acum</numerusform>
            <numerusform>de apeluri acum</numerusform>
        </translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>sună</translation>
    </message>
    <message>
        <source>held</source>
        <translation>în așteptare</translation>
    </message>
    <message>
        <source>started, last hour</source>
        <translation>începute, ultima oră</translation>
    </message>
    <message>
        <source>Need attention</source>
        <translation>Necesită atenție</translation>
    </message>
    <message>
        <source>Nobody waits.</source>
        <translation>Nimeni nu așteaptă.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>și încă %n</numerusform>
            <numerusform>și încă %n</numerusform>
            <numerusform>și încă %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Calls at once, most %1</source>
        <translation>Apeluri simultane, cel mult %1</translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n apel</numerusform>
            <numerusform>%n apeluri</numerusform>
            <numerusform>%n de apeluri</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cordboard::console::WindowActions</name>
    <message>
        <source>&amp;Find calls</source>
        <translation>&amp;Filtrează apelurile</translation>
    </message>
    <message>
        <source>Find a &amp;person</source>
        <translation>Caută o &amp;persoană</translation>
    </message>
    <message>
        <source>&amp;Next call that needs attention</source>
        <translation>&amp;Următorul apel care necesită atenție</translation>
    </message>
    <message>
        <source>P&amp;revious call that needs attention</source>
        <translation>Ape&amp;lul anterior care necesită atenție</translation>
    </message>
    <message>
        <source>&amp;Group by journey</source>
        <translation>&amp;Grupează după traseu</translation>
    </message>
    <message>
        <source>&amp;Attention on top</source>
        <translation>&amp;Atenție sus</translation>
    </message>
    <message>
        <source>&amp;Compact rows</source>
        <translation>Rânduri &amp;compacte</translation>
    </message>
    <message>
        <source>C&amp;olumns…</source>
        <translation>C&amp;oloane…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportă…</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>&amp;Copiază rândurile</translation>
    </message>
    <message>
        <source>&amp;Wallboard</source>
        <translation>Panou de pe&amp;rete</translation>
    </message>
    <message>
        <source>&amp;Connection…</source>
        <translation>&amp;Conexiune…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Preferințe…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Ieșire</translation>
    </message>
    <message>
        <source>Ne&amp;xt pane</source>
        <translation>Zona ur&amp;mătoare</translation>
    </message>
    <message>
        <source>Previo&amp;us pane</source>
        <translation>Zona ante&amp;rioară</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>Ca &amp;sistemul</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Luminos</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>Înt&amp;unecat</translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation>&amp;Apel</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Editare</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Vizualizare</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>Aspec&amp;t</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Unelte</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Taste</translation>
    </message>
    <message>
        <source>&amp;About Cordboard</source>
        <translation>&amp;Despre Cordboard</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;jutor</translation>
    </message>
</context>
</TS>
