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
</TS>
