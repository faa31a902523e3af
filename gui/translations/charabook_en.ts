<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>AffectedPanels</name>
    <message numerus="yes">
        <source>%n picture(s) show this look as it was before</source>
        <translation>
            <numerusform>%n picture shows this look as it was before</numerusform>
            <numerusform>%n pictures show this look as it was before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n locked panel(s) stay as they are.</source>
        <translation>
            <numerusform>%n locked panel stays as it is.</numerusform>
            <numerusform>%n locked panels stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CastMode</name>
    <message numerus="yes">
        <source>in %n panel(s)</source>
        <translation>
            <numerusform>in %n panel</numerusform>
            <numerusform>in %n panels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cost</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportMode</name>
    <message numerus="yes">
        <source>%n thing(s) will stop the printer.</source>
        <translation>
            <numerusform>%n thing will stop the printer.</numerusform>
            <numerusform>%n things will stop the printer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportStrip</name>
    <message numerus="yes">
        <source>Written: {name}, and %n subtitle file(s)</source>
        <translation>
            <numerusform>Written: {name}, and %n subtitle file</numerusform>
            <numerusform>Written: {name}, and %n subtitle files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FigureGestures</name>
    <message numerus="yes">
        <source>%n figure(s) selected</source>
        <translation>
            <numerusform>%n figure selected</numerusform>
            <numerusform>%n figures selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n figure(s) copied. Go to another panel and paste.</source>
        <translation>
            <numerusform>%n figure copied. Go to another panel and paste.</numerusform>
            <numerusform>%n figures copied. Go to another panel and paste.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirstPictures</name>
    <message numerus="yes">
        <source>The story stands; its %n panel(s) wait to be drawn.</source>
        <translation>
            <numerusform>The story stands; its panel waits to be drawn.</numerusform>
            <numerusform>The story stands; its %n panels wait to be drawn.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LetteringGestures</name>
    <message numerus="yes">
        <source>%n piece(s) of lettering selected</source>
        <translation>
            <numerusform>%n piece of lettering selected</numerusform>
            <numerusform>%n pieces of lettering selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message numerus="yes">
        <source>It brings %n change(s).</source>
        <translation>
            <numerusform>It brings %n change.</numerusform>
            <numerusform>It brings %n changes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them both copies have made differently: you choose afterwards.</source>
        <translation>
            <numerusform>%n of them both copies have made differently: you choose afterwards.</numerusform>
            <numerusform>%n of them both copies have made differently: you choose afterwards.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merged. %n change(s) came in.</source>
        <translation>
            <numerusform>Merged. %n change came in.</numerusform>
            <numerusform>Merged. %n changes came in.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueDock</name>
    <message numerus="yes">
        <source>%n picture(s) could not be drawn, lately {name}: {why}</source>
        <translation>
            <numerusform>{name} could not be drawn: {why}</numerusform>
            <numerusform>%n pictures could not be drawn, lately {name}: {why}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueuePlan</name>
    <message numerus="yes">
        <source>%n panel(s) will be queued</source>
        <translation>
            <numerusform>%n panel will be queued</numerusform>
            <numerusform>%n panels will be queued</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n identity picture(s) will be drawn first.</source>
        <translation>
            <numerusform>%n identity picture will be drawn first.</numerusform>
            <numerusform>%n identity pictures will be drawn first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rescue</name>
    <message numerus="yes">
        <source>%n picture(s) could be saved.</source>
        <translation>
            <numerusform>%n picture could be saved.</numerusform>
            <numerusform>%n pictures could be saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could not be read.</source>
        <translation>
            <numerusform>%n picture could not be read.</numerusform>
            <numerusform>%n pictures could not be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>{name}, %n more wait(s)</source>
        <translation>
            <numerusform>{name}, %n more waits</numerusform>
            <numerusform>{name}, %n more wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoryMode</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TakeButtons</name>
    <message numerus="yes">
        <source>%n variation(s)</source>
        <translation>
            <numerusform>%n variation</numerusform>
            <numerusform>%n variations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TeamVerbs</name>
    <message numerus="yes">
        <source>Saved. %n change(s) by teammates came in.</source>
        <translation>
            <numerusform>Saved. %n change by teammates came in.</numerusform>
            <numerusform>Saved. %n changes by teammates came in.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message numerus="yes">
        <source>%n keyframe(s)</source>
        <translation>
            <numerusform>%n keyframe</numerusform>
            <numerusform>%n keyframes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Wishes</name>
    <message numerus="yes">
        <source>Putting %n picture(s) into the queue…</source>
        <translation>
            <numerusform>Putting %n picture into the queue…</numerusform>
            <numerusform>Putting %n pictures into the queue…</numerusform>
        </translation>
    </message>
</context>
</TS>
