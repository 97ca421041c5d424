<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Connection</name>
    <message numerus="yes">
        <source>Its %n call(s) are as they were then.</source>
        <translation>
            <numerusform>Its %n call is as it was then.</numerusform>
            <numerusform>Its %n calls are as they were then.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Connection back after %1, %n change(s) caught up</source>
        <comment>%1 a length of time</comment>
        <translation>
            <numerusform>Connection back after %1, %n change caught up</numerusform>
            <numerusform>Connection back after %1, %n changes caught up</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <comment>length of time</comment>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <comment>length of time</comment>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <comment>length of time</comment>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cordboard::console::CallHead</name>
    <message numerus="yes">
        <source> · journey %1, %n calls</source>
        <translation>
            <numerusform> · journey %1, %n call</numerusform>
            <numerusform> · journey %1, %n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cordboard::console::CallPanel</name>
    <message numerus="yes">
        <source>%n calls selected</source>
        <translation>
            <numerusform>%n call selected</numerusform>
            <numerusform>%n calls selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cordboard::console::HangUpQuestion</name>
    <message numerus="yes">
        <source>Hang up %n calls?</source>
        <translation>
            <numerusform>Hang up %n call?</numerusform>
            <numerusform>Hang up %n calls?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cordboard::console::NumberStrip</name>
    <message numerus="yes">
        <source>need attention</source>
        <translation>
            <numerusform>needs attention</numerusform>
            <numerusform>need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>calls now</source>
        <translation>
            <numerusform>call now</numerusform>
            <numerusform>calls now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cordboard::console::StatusLine</name>
    <message numerus="yes">
        <source>%Ln calls</source>
        <translation>
            <numerusform>%Ln call</numerusform>
            <numerusform>%Ln calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln calls</source>
        <translation>
            <numerusform>%1 of %Ln call</numerusform>
            <numerusform>%1 of %Ln calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cordboard::console::Tray</name>
    <message numerus="yes">
        <source>Cordboard: %n calls need attention</source>
        <translation>
            <numerusform>Cordboard: %n call needs attention</numerusform>
            <numerusform>Cordboard: %n calls need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls need attention</source>
        <translation>
            <numerusform>%n call needs attention</numerusform>
            <numerusform>%n calls need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cordboard::console::Wallboard</name>
    <message numerus="yes">
        <source>%n calls, </source>
        <translation>
            <numerusform>%n call, </numerusform>
            <numerusform>%n calls, </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need attention</source>
        <translation>
            <numerusform>%n needs attention</numerusform>
            <numerusform>%n need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>need attention</source>
        <translation>
            <numerusform>needs attention</numerusform>
            <numerusform>need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>calls now</source>
        <translation>
            <numerusform>call now</numerusform>
            <numerusform>calls now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
</context>
</TS>
