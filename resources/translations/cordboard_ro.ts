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
</TS>
