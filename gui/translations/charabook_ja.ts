<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Story</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate and go to the next panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate four takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate all empty panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate all stale panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate this whole chapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the current job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause or resume the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge all pictures for print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make this figure its character&apos;s identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New book…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a book…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sample book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Book settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save to the shared file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this version…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge another copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovered items and choices…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a small copy for mailing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collect diagnostics…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark as the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Star take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject take</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BookDock</name>
    <message>
        <source>Book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapters, pages and panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapter {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages {first} and {second}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits to be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has takes, none chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale: the story has changed since it was drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BookSettings</name>
    <message>
        <source>Book settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Author</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Languages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Style of all pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left to right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right to left (manga, Arabic)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The embedded model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CastMode</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Described as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a girl with red pigtails in a yellow dress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These words stand for the character in every picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the colour that marks this character on screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked: keep this identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw affected panels again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue the panels whose picture shows this look as it was before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is in the cast yet. Add a character, or write the story first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>in %n panel(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Change character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing of the character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove look</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CastShelf</name>
    <message>
        <source>Cast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cast members</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag somebody onto the panel, or press Enter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Is this computer ready?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking around… the engine takes a few seconds to start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is in order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>charabook works here; the marked lines say what would help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>look at this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{free} GB of {all} GB are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs before drawing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{free} GB are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity caches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} MB; they can always be made again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No graphics card: the small embedded model draws, large ones would be slow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{licence}, paid work allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{licence}, no paid work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The embedded model is missing. Install charabook again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put folders or files of FLUX models into the models folder.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Type a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matching commands</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommentRow</name>
    <message>
        <source>Open again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{author}, settled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConflictCards</name>
    <message>
        <source>Choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits for a choice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this ({person})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture of a panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The identity of a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed by one, changed by the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where a figure stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where lettering stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A setting ({field})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ContinuitySheet</name>
    <message>
        <source>Every appearance of this look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likeness {percent} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Stopped. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some of it was left as it is: a teammate&apos;s copy has changed it since.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrawingVerbs</name>
    <message>
        <source>Select a figure on the canvas and a take first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportMode</name>
    <message>
        <source>Make</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preflight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked by charabook&apos;s own preflight. It finds what usually goes wrong; it is no certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the preflight found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for the pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF for print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CBZ comic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EPUB, fixed layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Webtoon strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layered pages (OpenRaster)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {number}: </source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) will stop the printer.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Ready, with a few things worth a look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to find fault with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FigureRow</name>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does what</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action of the figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Farther</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>centre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GenerateBar</name>
    <message>
        <source>Generate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More ways to generate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw this panel (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Identity</name>
    <message>
        <source>no identity yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>identity is being made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>identity ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>identity stale</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IdentityCard</name>
    <message>
        <source>Identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a drawing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity pictures to choose from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a picture to let it be the identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No identity yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed {seed}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked: keep this panel as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lettering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balloon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add lettering: {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a comment and press Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty: composed from setting, looks and actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add lettering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what is seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change alt text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>close-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change lettering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove lettering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settle comment</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LetteringRow</name>
    <message>
        <source>Balloon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thought</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of lettering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove lettering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text ({language})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Modes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every step is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every step is saved on this computer; Ctrl+S saves to the shared file</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{name}, %n more wait(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>Merge {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who changed it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differences between the copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That copy holds nothing that this one does not have already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>It brings %n change(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them both copies have made differently: you choose afterwards.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merged. %n change(s) came in.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The whole book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A page that is new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lettering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}, new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}, changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}, removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>that copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewBook</name>
    <message>
        <source>Begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left to right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right to left (manga, Arabic)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language tags with commas between them; the first one is written first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Square</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Square 8.5 in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A5 upright</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A4 upright</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A4 landscape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trade 6 × 9 in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>US comic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manga B5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manga B6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Author</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Languages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already a book with this file name. Choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder does not exist: {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the book shall be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Books (*.charabook)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageCanvas</name>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PagesMode</name>
    <message>
        <source>Select and move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut a panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safe area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames back to the template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the edition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a page behind this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to look at on this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move lettering</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PanelCanvas</name>
    <message>
        <source>Panel canvas</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PanelsMode</name>
    <message>
        <source>Select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure: box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure: polygon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure: brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure: eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a balloon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the engine took for whom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cast member for new figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whom the figure tools draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make this the figure&apos;s region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two takes behind a slider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed {seed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, panel {panel}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This take has no masks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} {percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likeness: {list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adopt the masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits in the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add somebody to the cast first, then draw where they stand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove figure</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueDock</name>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that wait to be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits to be drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sooner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel or dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge: {where}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, panel {panel}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause after this one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecoveredDialog</name>
    <message>
        <source>Recovered items and choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed differently by two people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost their home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovered items</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A piece of lettering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An item</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RemakeDialog</name>
    <message>
        <source>Make again with other settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Open a book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Books (*.charabook)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StoryMode</name>
    <message>
        <source>Story script</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write your story here, or open a script.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems in the script</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open script…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save script as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carry into the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cast, settings, pages and panels follow the script; takes are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line}: {what} {remedy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Ready to be carried into the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The book follows this script</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open script</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Story scripts (*.story *.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save script</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Story scripts (*.story)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TakesDock</name>
    <message>
        <source>Takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes of this panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No takes yet. Press Ctrl+Enter to draw this panel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use in the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Star (.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject (X): hides it, never deletes it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with the one in the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make this take again: the same request, the same pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variations: the same request with other seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge four times for print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show rejects</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n variation(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>With other settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed {seed}, {width} by {height} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, stands in the book</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TeamVerbs</name>
    <message>
        <source>Keep this version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept as “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge another copy of this book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small copy for mailing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collect diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Saved. %n change(s) by teammates came in.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Saved to the shared file.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TemplateChoice</name>
    <message>
        <source>Layout of the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic layout</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A version is the whole book under a name. Going back can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of a new version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to this version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Storybooks and comics in which everybody looks like themselves on every page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New book…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a book…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sample book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lately open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Books that were open lately</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Books (*.charabook)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Card</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
