<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>About</name>
    <message>
        <source>About charabook</source>
        <translation>charabookについて</translation>
    </message>
    <message>
        <source>Version {version}, Qt {qt}</source>
        <translation>バージョン {version}、Qt {qt}</translation>
    </message>
    <message>
        <source>Storybooks and comics in which everybody looks like themselves on every page.</source>
        <translation>どのページでも、みんながその人らしく見える絵本とマンガを。</translation>
    </message>
    <message>
        <source>Consistent characters by {link}, drawn on FLUX models.</source>
        <translation>人物の一貫性は {link}、描画はFLUXモデルによります。</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0. Fonts, profiles and models keep their own licences.</source>
        <translation>Apache License 2.0のフリーソフトウェアです。フォント・プロファイル・モデルにはそれぞれのライセンスがあります。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Book</source>
        <translation>ブック(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Arrange</source>
        <translation>配置(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Draw</source>
        <translation>描画(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Take</source>
        <translation>テイク(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>ストーリー</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>キャスト</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>コマ</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>動画</translation>
    </message>
    <message>
        <source>Play or pause the film</source>
        <translation>動画を再生・一時停止</translation>
    </message>
    <message>
        <source>Export film…</source>
        <translation>動画を書き出す…</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Generate and go to the next panel</source>
        <translation>生成して次のコマへ</translation>
    </message>
    <message>
        <source>Generate four takes</source>
        <translation>テイクを4つ生成</translation>
    </message>
    <message>
        <source>Generate gentle, balanced and firm</source>
        <translation>ゆるやか・ほどよく・しっかりで生成</translation>
    </message>
    <message>
        <source>Generate all empty panels</source>
        <translation>空のコマをすべて生成</translation>
    </message>
    <message>
        <source>Generate all stale panels</source>
        <translation>古くなったコマをすべて生成</translation>
    </message>
    <message>
        <source>Generate this whole chapter</source>
        <translation>この章をすべて生成</translation>
    </message>
    <message>
        <source>Cancel the current job</source>
        <translation>いまのジョブを中止</translation>
    </message>
    <message>
        <source>Pause or resume the queue</source>
        <translation>キューの一時停止・再開</translation>
    </message>
    <message>
        <source>Enlarge all pictures for print</source>
        <translation>すべての絵を印刷用に拡大</translation>
    </message>
    <message>
        <source>Make this figure its character&apos;s identity</source>
        <translation>この人物をキャラクターの基準にする</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>コマンドを探す…</translation>
    </message>
    <message>
        <source>Find in the story…</source>
        <translation>お話の中を検索…</translation>
    </message>
    <message>
        <source>New book…</source>
        <translation>新しい本…</translation>
    </message>
    <message>
        <source>Open a book…</source>
        <translation>本を開く…</translation>
    </message>
    <message>
        <source>Open the sample book</source>
        <translation>見本の本を開く</translation>
    </message>
    <message>
        <source>Book settings…</source>
        <translation>本の設定…</translation>
    </message>
    <message>
        <source>Save to the shared file</source>
        <translation>共有ファイルに保存</translation>
    </message>
    <message>
        <source>Keep this version…</source>
        <translation>この版を残す…</translation>
    </message>
    <message>
        <source>Versions…</source>
        <translation>版の一覧…</translation>
    </message>
    <message>
        <source>Merge another copy…</source>
        <translation>別のコピーを統合…</translation>
    </message>
    <message>
        <source>Recovered items and choices…</source>
        <translation>復元した項目と選択…</translation>
    </message>
    <message>
        <source>Save a small copy for mailing…</source>
        <translation>送付用の小さなコピーを保存…</translation>
    </message>
    <message>
        <source>Check this computer…</source>
        <translation>このコンピューターを調べる…</translation>
    </message>
    <message>
        <source>Collect diagnostics…</source>
        <translation>診断情報を集める…</translation>
    </message>
    <message>
        <source>Keys…</source>
        <translation>キー一覧…</translation>
    </message>
    <message>
        <source>About charabook</source>
        <translation>charabookについて</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>全体を表示</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>次の領域へ</translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation>前の領域へ</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Light or dark as the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Next take</source>
        <translation>次のテイク</translation>
    </message>
    <message>
        <source>Previous take</source>
        <translation>前のテイク</translation>
    </message>
    <message>
        <source>Use take</source>
        <translation>テイクを使う</translation>
    </message>
    <message>
        <source>Star take</source>
        <translation>テイクに星を付ける</translation>
    </message>
    <message>
        <source>Reject take</source>
        <translation>テイクを不採用にする</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>すべて選択</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>選択を解除</translation>
    </message>
    <message>
        <source>Select the next one</source>
        <translation>次を選ぶ</translation>
    </message>
    <message>
        <source>Select the previous one</source>
        <translation>前を選ぶ</translation>
    </message>
    <message>
        <source>Select the next one too</source>
        <translation>次も選択に加える</translation>
    </message>
    <message>
        <source>Duplicate what is selected</source>
        <translation>選択したものを複製</translation>
    </message>
    <message>
        <source>Remove what is selected</source>
        <translation>選択したものを削除</translation>
    </message>
    <message>
        <source>Align left edges</source>
        <translation>左揃え</translation>
    </message>
    <message>
        <source>Align centres</source>
        <translation>左右中央揃え</translation>
    </message>
    <message>
        <source>Align right edges</source>
        <translation>右揃え</translation>
    </message>
    <message>
        <source>Align top edges</source>
        <translation>上揃え</translation>
    </message>
    <message>
        <source>Align middles</source>
        <translation>上下中央揃え</translation>
    </message>
    <message>
        <source>Align bottom edges</source>
        <translation>下揃え</translation>
    </message>
    <message>
        <source>Distribute horizontally</source>
        <translation>左右に等間隔で並べる</translation>
    </message>
    <message>
        <source>Distribute vertically</source>
        <translation>上下に等間隔で並べる</translation>
    </message>
    <message>
        <source>Bring the figure nearer</source>
        <translation>人物を手前へ</translation>
    </message>
    <message>
        <source>Move the figure farther</source>
        <translation>人物を奥へ</translation>
    </message>
    <message>
        <source>Copy the take</source>
        <translation>テイクをコピー</translation>
    </message>
    <message>
        <source>Use the copied picture here</source>
        <translation>コピーした画像をここで使う</translation>
    </message>
    <message>
        <source>Copy figures</source>
        <translation>人物をコピー</translation>
    </message>
    <message>
        <source>Paste figures</source>
        <translation>人物を貼り付け</translation>
    </message>
    <message>
        <source>Make it move…</source>
        <translation>動かす…</translation>
    </message>
</context>
<context>
    <name>AdvancedSection</name>
    <message>
        <source>Change prompt</source>
        <translation>プロンプトを変更</translation>
    </message>
    <message>
        <source>Change alt text</source>
        <translation>代替テキストを変更</translation>
    </message>
    <message>
        <source>Change notes</source>
        <translation>メモを変更</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Own prompt</source>
        <translation>独自プロンプト</translation>
    </message>
    <message>
        <source>Alt text</source>
        <translation>代替テキスト</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>from the book</source>
        <translation>本に合わせる</translation>
    </message>
    <message>
        <source>Empty: composed from setting, looks and actions</source>
        <translation>空欄なら場所・装い・動作から作ります</translation>
    </message>
    <message>
        <source>Change seed</source>
        <translation>シードを変更</translation>
    </message>
</context>
<context>
    <name>AffectedPanels</name>
    <message numerus="yes">
        <source>%n picture(s) show this look as it was before</source>
        <translation>
            <numerusform>%n枚の絵が変更前の装いのままです</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n locked panel(s) stay as they are.</source>
        <translation>
            <numerusform>ロックされた%nコマはそのまま残ります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw just these again</source>
        <translation>これだけ描き直す</translation>
    </message>
</context>
<context>
    <name>BookDock</name>
    <message>
        <source>Book</source>
        <translation>ブック</translation>
    </message>
    <message>
        <source>Chapters, pages and panels</source>
        <translation>章、ページ、コマ</translation>
    </message>
    <message>
        <source>Chapter {number}</source>
        <translation>第{number}章</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>コマ</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>まだ絵がありません</translation>
    </message>
    <message>
        <source>Waits to be drawn</source>
        <translation>描画待ち</translation>
    </message>
    <message>
        <source>Has takes, none chosen</source>
        <translation>テイクあり、未選択</translation>
    </message>
    <message>
        <source>Take chosen</source>
        <translation>テイク選択済み</translation>
    </message>
    <message>
        <source>Stale: the story has changed since it was drawn</source>
        <translation>古くなりました：描いたあとでストーリーが変わりました</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>ロック中</translation>
    </message>
</context>
<context>
    <name>BookSettings</name>
    <message>
        <source>Book settings</source>
        <translation>本の設定</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Page size</source>
        <translation>判型</translation>
    </message>
    <message>
        <source>Read from</source>
        <translation>読む方向</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>描き方</translation>
    </message>
    <message>
        <source>Style of all pictures</source>
        <translation>すべての絵の画風</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Left to right</source>
        <translation>左から右</translation>
    </message>
    <message>
        <source>Right to left (manga, Arabic)</source>
        <translation>右から左（漫画、アラビア語）</translation>
    </message>
    <message>
        <source>The embedded model</source>
        <translation>内蔵モデル</translation>
    </message>
</context>
<context>
    <name>Bringing</name>
    <message>
        <source>Pasted picture</source>
        <translation>貼り付けた画像</translation>
    </message>
</context>
<context>
    <name>CameraStage</name>
    <message>
        <source>Camera on the page</source>
        <translation>ページ上のカメラ</translation>
    </message>
    <message>
        <source>Ctrl and arrow keys move the camera, plus and minus zoom, Enter sets a keyframe, Esc is done.</source>
        <translation>Ctrlと矢印キーでカメラを動かし、プラスとマイナスで拡大縮小、Enterでキーフレームを置き、Escで終わります。</translation>
    </message>
    <message>
        <source>Go to a shot of a panel to direct its camera.</source>
        <translation>コマのショットへ移ると、カメラを動かせます。</translation>
    </message>
</context>
<context>
    <name>CanvasBar</name>
    <message>
        <source>Cast member for new figures</source>
        <translation>新しく置く人物</translation>
    </message>
    <message>
        <source>Whom the figure tools draw</source>
        <translation>人物の道具で描く人</translation>
    </message>
    <message>
        <source>Width of the brush</source>
        <translation>ブラシの太さ</translation>
    </message>
</context>
<context>
    <name>CanvasTools</name>
    <message>
        <source>Tools</source>
        <translation>道具</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>選択</translation>
    </message>
    <message>
        <source>Figure: box</source>
        <translation>人物：矩形</translation>
    </message>
    <message>
        <source>Figure: polygon</source>
        <translation>人物：多角形</translation>
    </message>
    <message>
        <source>Figure: brush</source>
        <translation>人物：ブラシ</translation>
    </message>
    <message>
        <source>Figure: eraser</source>
        <translation>人物：消しゴム</translation>
    </message>
    <message>
        <source>Add a balloon</source>
        <translation>吹き出しを追加</translation>
    </message>
    <message>
        <source>The picture alone</source>
        <translation>絵だけを表示</translation>
    </message>
    <message>
        <source>What the engine took for whom</source>
        <translation>エンジンが見た人物の範囲</translation>
    </message>
    <message>
        <source>The panel before, faintly</source>
        <translation>前のコマを薄く重ねる</translation>
    </message>
    <message>
        <source>Show the whole panel</source>
        <translation>コマ全体を表示</translation>
    </message>
</context>
<context>
    <name>CastList</name>
    <message>
        <source>Cast</source>
        <translation>キャスト</translation>
    </message>
    <message>
        <source>Add character</source>
        <translation>人物を追加</translation>
    </message>
    <message>
        <source>Add look</source>
        <translation>装いを追加</translation>
    </message>
</context>
<context>
    <name>CastMode</name>
    <message>
        <source>Add character</source>
        <translation>人物を追加</translation>
    </message>
    <message>
        <source>Add look</source>
        <translation>装いを追加</translation>
    </message>
    <message>
        <source>Every appearance</source>
        <translation>すべての登場</translation>
    </message>
    <message>
        <source>Nobody is in the cast yet. Add a character, or write the story first.</source>
        <translation>まだ誰もいません。人物を追加するか、先にストーリーを書いてください。</translation>
    </message>
    <message numerus="yes">
        <source>in %n panel(s)</source>
        <translation>
            <numerusform>%nコマに登場</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawing of the character</source>
        <translation>人物の絵</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp)</source>
        <translation>画像 (*.png *.jpg *.jpeg *.webp)</translation>
    </message>
    <message>
        <source>New character</source>
        <translation>新しい人物</translation>
    </message>
    <message>
        <source>New look</source>
        <translation>新しい装い</translation>
    </message>
    <message>
        <source>Remove look</source>
        <translation>装いを削除</translation>
    </message>
</context>
<context>
    <name>CastShelf</name>
    <message>
        <source>Cast</source>
        <translation>キャスト</translation>
    </message>
    <message>
        <source>Cast members</source>
        <translation>登場人物</translation>
    </message>
    <message>
        <source>Drag somebody onto the panel, or press Enter</source>
        <translation>コマへドラッグするか、Enterを押します</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Is this computer ready?</source>
        <translation>このコンピューターの準備</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>もう一度調べる</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Looking around… the engine takes a few seconds to start.</source>
        <translation>調べています… エンジンの起動に数秒かかります。</translation>
    </message>
    <message>
        <source>Everything is in order.</source>
        <translation>すべて問題ありません。</translation>
    </message>
    <message>
        <source>charabook works here; the marked lines say what would help.</source>
        <translation>charabookは動きます。印の付いた行に改善点があります。</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>問題なし</translation>
    </message>
    <message>
        <source>look at this</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>エンジン</translation>
    </message>
    <message>
        <source>{free} GB of {all} GB are free</source>
        <translation>{all} GB中 {free} GBが空き</translation>
    </message>
    <message>
        <source>Close other programs before drawing.</source>
        <translation>描く前にほかのプログラムを閉じてください。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>ディスク</translation>
    </message>
    <message>
        <source>{free} GB are free</source>
        <translation>空き {free} GB</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Identity caches</source>
        <translation>基準のキャッシュ</translation>
    </message>
    <message>
        <source>{size} MB; they can always be made again</source>
        <translation>{size} MB。いつでも作り直せます</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>消去</translation>
    </message>
    <message>
        <source>No graphics card: the small embedded model draws, large ones would be slow.</source>
        <translation>グラフィックカードがありません。小さな内蔵モデルで描きます。大きなモデルは遅くなります。</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <translation>描画装置</translation>
    </message>
    <message>
        <source>{licence}, paid work allowed</source>
        <translation>{licence}、商用可</translation>
    </message>
    <message>
        <source>{licence}, no paid work</source>
        <translation>{licence}、商用不可</translation>
    </message>
    <message>
        <source>The embedded model is missing. Install charabook again.</source>
        <translation>内蔵モデルがありません。charabookを入れ直してください。</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>デモモデル</translation>
    </message>
    <message>
        <source>More models</source>
        <translation>ほかのモデル</translation>
    </message>
    <message>
        <source>Put folders or files of FLUX models into the models folder.</source>
        <translation>FLUXモデルのフォルダーやファイルをモデルフォルダーに入れてください。</translation>
    </message>
</context>
<context>
    <name>ClipView</name>
    <message>
        <source>Moving take</source>
        <translation>動くテイク</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>フレーム</translation>
    </message>
    <message>
        <source>Use this frame as the still</source>
        <translation>このフレームを静止画にする</translation>
    </message>
    <message>
        <source>Use in the book</source>
        <translation>本で使う</translation>
    </message>
    <message>
        <source>Save the clip…</source>
        <translation>クリップを保存…</translation>
    </message>
    <message>
        <source>Save the clip</source>
        <translation>クリップを保存</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>一時停止（スペース）</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>再生（スペース）</translation>
    </message>
    <message>
        <source>{frame} of {frames}</source>
        <translation>{frame} / {frames}</translation>
    </message>
    <message>
        <source>{width} × {height}, {seconds} s at {rate} frames a second.</source>
        <translation>{width} × {height}、{seconds} 秒、毎秒{rate}フレーム。</translation>
    </message>
    <message>
        <source>{name} is kept to {kept} % and drifts by {percent} %, most at frame {frame}.</source>
        <translation>{name}は{kept} %保たれ、ずれは{percent} %（最大はフレーム{frame}）。</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Show or hide: {dock}</source>
        <translation>表示・非表示: {dock}</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>コマンドを入力</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Matching commands</source>
        <translation>一致するコマンド</translation>
    </message>
</context>
<context>
    <name>CommentCard</name>
    <message>
        <source>Open again</source>
        <translation>再び開く</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>解決済みにする</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>誰か</translation>
    </message>
    <message>
        <source>{author}, settled</source>
        <translation>{author}（解決済み）</translation>
    </message>
    <message>
        <source>on the page</source>
        <translation>ページについて</translation>
    </message>
    <message>
        <source>on a take that is not here</source>
        <translation>ここにないテイクについて</translation>
    </message>
    <message>
        <source>on the take with seed {seed}</source>
        <translation>シード {seed} のテイクについて</translation>
    </message>
</context>
<context>
    <name>CommentsSection</name>
    <message>
        <source>Comments</source>
        <translation>コメント</translation>
    </message>
    <message>
        <source>Write a comment and press Enter</source>
        <translation>コメントを書いてEnter</translation>
    </message>
    <message>
        <source>New comment</source>
        <translation>新しいコメント</translation>
    </message>
    <message>
        <source>What the comment is about</source>
        <translation>何についてのコメントか</translation>
    </message>
    <message>
        <source>on the panel</source>
        <translation>コマについて</translation>
    </message>
    <message>
        <source>on this take</source>
        <translation>このテイクについて</translation>
    </message>
    <message>
        <source>on the page</source>
        <translation>ページについて</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>コメント</translation>
    </message>
    <message>
        <source>Settle comment</source>
        <translation>コメントを解決</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Two takes behind a slider</source>
        <translation>2枚のテイクをスライダーで比べる</translation>
    </message>
    <message>
        <source>Use the left one in the book</source>
        <translation>左のテイクを本で使う</translation>
    </message>
    <message>
        <source>Use the right one in the book</source>
        <translation>右のテイクを本で使う</translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>これを使う</translation>
    </message>
</context>
<context>
    <name>ConflictCards</name>
    <message>
        <source>Choices</source>
        <translation>選択</translation>
    </message>
    <message>
        <source>Nothing waits for a choice.</source>
        <translation>選択待ちはありません。</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>両方残す</translation>
    </message>
    <message>
        <source>in the book now</source>
        <translation>いま本にあるもの</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>誰か</translation>
    </message>
    <message>
        <source>Keep this ({person})</source>
        <translation>これを残す（{person}）</translation>
    </message>
    <message>
        <source>Keep this</source>
        <translation>これを残す</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>絵なし</translation>
    </message>
</context>
<context>
    <name>ConflictWords</name>
    <message>
        <source>A setting ({field})</source>
        <translation>設定（{field}）</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>as {person} placed it</source>
        <translation>{person}さんの配置</translation>
    </message>
    <message>
        <source>as it was placed</source>
        <translation>手で置いた配置</translation>
    </message>
    <message>
        <source>The title of the book</source>
        <translation>本の題名</translation>
    </message>
    <message>
        <source>The author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>The languages of the book</source>
        <translation>本の言語</translation>
    </message>
    <message>
        <source>The reading direction</source>
        <translation>読む方向</translation>
    </message>
    <message>
        <source>The format of the pages</source>
        <translation>ページの判型</translation>
    </message>
    <message>
        <source>The style of the pictures</source>
        <translation>絵の画風</translation>
    </message>
    <message>
        <source>The script</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>The settings of the book</source>
        <translation>本の設定</translation>
    </message>
    <message>
        <source>The picture of a panel</source>
        <translation>コマの絵</translation>
    </message>
    <message>
        <source>The identity of a look</source>
        <translation>装いの基準</translation>
    </message>
    <message>
        <source>The drawing of a look</source>
        <translation>装いの元の絵</translation>
    </message>
    <message>
        <source>A text</source>
        <translation>文</translation>
    </message>
    <message>
        <source>A title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>A name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>A description</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>A colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>What is seen</source>
        <translation>見えるもの</translation>
    </message>
    <message>
        <source>A mood</source>
        <translation>気分</translation>
    </message>
    <message>
        <source>The shot</source>
        <translation>ショット</translation>
    </message>
    <message>
        <source>The setting</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>The time of day</source>
        <translation>時間帯</translation>
    </message>
    <message>
        <source>A prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>The words for those who cannot see it</source>
        <translation>見えない人のための説明</translation>
    </message>
    <message>
        <source>The seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Whether it is locked</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>The order</source>
        <translation>順番</translation>
    </message>
    <message>
        <source>Which figure is nearer</source>
        <translation>どの人物が手前か</translation>
    </message>
    <message>
        <source>Who a figure is</source>
        <translation>人物が誰か</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>誰が話すか</translation>
    </message>
    <message>
        <source>What kind it is</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>The style of lettering</source>
        <translation>文字のスタイル</translation>
    </message>
    <message>
        <source>The layout of a page</source>
        <translation>ページのレイアウト</translation>
    </message>
    <message>
        <source>Whether it is a spread</source>
        <translation>見開きかどうか</translation>
    </message>
    <message>
        <source>The rating of a take</source>
        <translation>テイクの評価</translation>
    </message>
    <message>
        <source>Whether a comment is settled</source>
        <translation>コメントが済んだかどうか</translation>
    </message>
    <message>
        <source>Removed by one, changed by the other</source>
        <translation>一方が削除、もう一方が変更</translation>
    </message>
    <message>
        <source>Where a figure stands</source>
        <translation>人物の位置</translation>
    </message>
    <message>
        <source>Where lettering stands</source>
        <translation>文字の位置</translation>
    </message>
    <message>
        <source>The tail of a balloon</source>
        <translation>フキダシのしっぽ</translation>
    </message>
    <message>
        <source>The frame of a panel</source>
        <translation>コマの枠</translation>
    </message>
    <message>
        <source>How a picture lies in its frame</source>
        <translation>枠の中の絵の位置</translation>
    </message>
    <message>
        <source>Further settings</source>
        <translation>そのほかの設定</translation>
    </message>
</context>
<context>
    <name>ContinuitySheet</name>
    <message>
        <source>Every appearance of this look</source>
        <translation>この装いのすべての登場</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>まだ絵がありません</translation>
    </message>
    <message>
        <source>Likeness {percent} %</source>
        <translation>類似度 {percent} %</translation>
    </message>
</context>
<context>
    <name>Cost</name>
    <message>
        <source>About {time}</source>
        <translation>約{time}</translation>
    </message>
    <message>
        <source>{size} GB of memory</source>
        <translation>メモリ {size} GB</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n時間</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CropDialog</name>
    <message>
        <source>Crop the identity</source>
        <translation>基準の切り抜き</translation>
    </message>
    <message>
        <source>What lies within the frame defines the character from now on. It can be undone.</source>
        <translation>枠の中が、これからの基準になります。元に戻せます。</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>幅</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高さ</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>切り抜く</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Stopped. Nothing is lost.</source>
        <translation>中止しました。失われたものはありません。</translation>
    </message>
    <message>
        <source>Some of it was left as it is: a teammate&apos;s copy has changed it since.</source>
        <translation>一部はそのままです。仲間のコピーがその後に変更しています。</translation>
    </message>
</context>
<context>
    <name>DockTitle</name>
    <message>
        <source>Hide {dock}; the View menu brings it back</source>
        <translation>{dock}を隠す（「表示」メニューで戻せます）</translation>
    </message>
</context>
<context>
    <name>DrawingForm</name>
    <message>
        <source>Likeness</source>
        <translation>似せ方</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>ステップ数</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>ガイダンス</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>絵の大きさ</translation>
    </message>
    <message>
        <source>More steps draw more finely and take longer</source>
        <translation>ステップが多いほど細かく描けますが、時間がかかります</translation>
    </message>
    <message>
        <source>How closely pictures follow the words; too much makes them harsh</source>
        <translation>絵がどれだけ言葉に従うかです。強すぎると絵が荒れます</translation>
    </message>
    <message>
        <source>The model&apos;s own, {value}</source>
        <translation>モデルの標準（{value}）</translation>
    </message>
    <message>
        <source>Of a square picture; other shapes have as many pixels</source>
        <translation>正方形の絵の場合です。ほかの形でも画素の数は同じです</translation>
    </message>
    <message>
        <source>This model draws no other size well; pictures can be enlarged for print</source>
        <translation>このモデルはほかの大きさをうまく描けません。印刷用には拡大できます</translation>
    </message>
    <message>
        <source>A picture takes about {factor} times as long.</source>
        <translation>一枚にかかる時間は約 {factor} 倍です。</translation>
    </message>
</context>
<context>
    <name>DrawingVerbs</name>
    <message>
        <source>Select a figure on the canvas and a take first.</source>
        <translation>先にキャンバスの人物とテイクを選んでください。</translation>
    </message>
</context>
<context>
    <name>DriftCurve</name>
    <message>
        <source>How well the looks are kept over the clip</source>
        <translation>クリップの間、姿がどれだけ保たれているか</translation>
    </message>
</context>
<context>
    <name>ExportFilm</name>
    <message>
        <source>Export film</source>
        <translation>動画を書き出す</translation>
    </message>
    <message>
        <source>MP4 (plays everywhere)</source>
        <translation>MP4（どこでも再生できる）</translation>
    </message>
    <message>
        <source>WebM (free formats)</source>
        <translation>WebM（自由な形式）</translation>
    </message>
    <message>
        <source>Animated WebP (a picture that moves)</source>
        <translation>アニメーションWebP（動く画像）</translation>
    </message>
    <message>
        <source>GIF (for old programs)</source>
        <translation>GIF（古いソフト用）</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大きさ</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>字幕</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出す…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>First page</source>
        <translation>最初のページ</translation>
    </message>
    <message>
        <source>Last page</source>
        <translation>最後のページ</translation>
    </message>
    <message>
        <source>Kind of subtitles</source>
        <translation>字幕の形式</translation>
    </message>
    <message>
        <source>Subtitles in {language}</source>
        <translation>字幕：{language}</translation>
    </message>
    <message>
        <source>This kind of file has no sound.</source>
        <translation>この形式には音が入りません。</translation>
    </message>
</context>
<context>
    <name>ExportMode</name>
    <message>
        <source>Make</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>For</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Edition</source>
        <translation>版の言語</translation>
    </message>
    <message>
        <source>Make the book</source>
        <translation>本にする</translation>
    </message>
    <message>
        <source>Preflight</source>
        <translation>印刷前の点検</translation>
    </message>
    <message>
        <source>Checked by charabook&apos;s own preflight. It finds what usually goes wrong; it is no certificate.</source>
        <translation>charabook独自の点検です。よくある問題を見つけますが、証明書ではありません。</translation>
    </message>
    <message>
        <source>Not checked yet.</source>
        <translation>まだ点検していません。</translation>
    </message>
    <message>
        <source>Check the book</source>
        <translation>本を点検</translation>
    </message>
    <message>
        <source>Some pictures are too coarse for this printer.</source>
        <translation>この印刷所には粗すぎる絵があります。</translation>
    </message>
    <message>
        <source>Enlarge all pictures for print</source>
        <translation>すべての絵を印刷用に拡大</translation>
    </message>
    <message>
        <source>See what a printer would find fault with, before the printer does.</source>
        <translation>印刷所に直される前に、気になる点を調べます。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出す…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>What the preflight found</source>
        <translation>点検の結果</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>点検中…</translation>
    </message>
    <message>
        <source>Untitled book</source>
        <translation>無題の本</translation>
    </message>
    <message>
        <source>Folder for the pages</source>
        <translation>ページのフォルダー</translation>
    </message>
    <message>
        <source>Export as</source>
        <translation>書き出し先</translation>
    </message>
    <message>
        <source>PDF for print</source>
        <translation>印刷用PDF</translation>
    </message>
    <message>
        <source>As the chosen printer asks for it</source>
        <translation>選んだ印刷所の仕様どおりに</translation>
    </message>
    <message>
        <source>PNG pages</source>
        <translation>PNGページ</translation>
    </message>
    <message>
        <source>One picture for each page</source>
        <translation>1ページにつき1枚</translation>
    </message>
    <message>
        <source>CBZ comic</source>
        <translation>CBZコミック</translation>
    </message>
    <message>
        <source>For comic readers on every device</source>
        <translation>どの端末のコミックリーダーでも</translation>
    </message>
    <message>
        <source>EPUB, fixed layout</source>
        <translation>EPUB（固定レイアウト）</translation>
    </message>
    <message>
        <source>For bookshops and tablets, with alt texts</source>
        <translation>書店とタブレット向け、代替テキスト付き</translation>
    </message>
    <message>
        <source>Webtoon strip</source>
        <translation>縦読み（ウェブトゥーン）</translation>
    </message>
    <message>
        <source>One long strip, cut where panels end</source>
        <translation>縦に長い1本、コマの切れ目で分割</translation>
    </message>
    <message>
        <source>Layered pages (OpenRaster)</source>
        <translation>レイヤー付きページ（OpenRaster）</translation>
    </message>
    <message>
        <source>To go on in Krita or another painter</source>
        <translation>Kritaなどのペイントソフトで続きを</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>一覧シート</translation>
    </message>
    <message>
        <source>All pages small on a sheet, to talk about</source>
        <translation>全ページを1枚に並べて、打ち合わせに</translation>
    </message>
    <message>
        <source>Page {number}: </source>
        <translation>{number}ページ：</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) will stop the printer.</source>
        <translation>
            <numerusform>印刷できない問題が%n件あります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready, with a few things worth a look.</source>
        <translation>準備完了。確認したい点がいくつかあります。</translation>
    </message>
    <message>
        <source>Nothing to find fault with.</source>
        <translation>問題は見つかりませんでした。</translation>
    </message>
    <message>
        <source>Pages {numbers}: </source>
        <translation>{numbers}ページ: </translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>書き出しました：{path}</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーで表示</translation>
    </message>
</context>
<context>
    <name>ExportStrip</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Play the film</source>
        <translation>動画を再生</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>How far the film is</source>
        <translation>動画の進み具合</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>The film is being written…</source>
        <translation>動画を書き出しています…</translation>
    </message>
    <message numerus="yes">
        <source>Written: {name}, and %n subtitle file(s)</source>
        <translation>
            <numerusform>書き出しました：{name}、字幕ファイル%n個</numerusform>
        </translation>
    </message>
    <message>
        <source>Written: {name}</source>
        <translation>書き出しました：{name}</translation>
    </message>
    <message>
        <source>Stopped at {percent} %. What was filmed is kept.</source>
        <translation>{percent} %で止まりました。できたところまでは残っています。</translation>
    </message>
</context>
<context>
    <name>FigureCard</name>
    <message>
        <source>Look</source>
        <translation>装い</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>does what</source>
        <translation>何をしているか</translation>
    </message>
    <message>
        <source>Action of the figure</source>
        <translation>人物の動作</translation>
    </message>
    <message>
        <source>expression</source>
        <translation>表情</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表情</translation>
    </message>
    <message>
        <source>Nearer</source>
        <translation>手前へ</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>奥へ</translation>
    </message>
    <message>
        <source>Remove figure</source>
        <translation>人物を外す</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>centre</source>
        <translation>中央</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>back</source>
        <translation>奥</translation>
    </message>
</context>
<context>
    <name>FigureGestures</name>
    <message>
        <source>Place figure</source>
        <translation>人物を置く</translation>
    </message>
    <message>
        <source>Move figure</source>
        <translation>人物を動かす</translation>
    </message>
    <message numerus="yes">
        <source>%n figure(s) selected</source>
        <translation>
            <numerusform>人物を%n人選択中</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove figure</source>
        <translation>人物を外す</translation>
    </message>
    <message>
        <source>Duplicate figure</source>
        <translation>人物を複製</translation>
    </message>
    <message>
        <source>Arrange figures</source>
        <translation>人物を整列</translation>
    </message>
    <message>
        <source>Bring figure nearer</source>
        <translation>人物を手前へ</translation>
    </message>
    <message>
        <source>Move figure farther</source>
        <translation>人物を奥へ</translation>
    </message>
    <message>
        <source>Select a figure on the canvas first.</source>
        <translation>先にキャンバスで人物を選んでください。</translation>
    </message>
    <message numerus="yes">
        <source>%n figure(s) copied. Go to another panel and paste.</source>
        <translation>
            <numerusform>人物を%n人コピーしました。別のコマへ移って貼り付けてください。</numerusform>
        </translation>
    </message>
    <message>
        <source>Paste figures</source>
        <translation>人物を貼り付け</translation>
    </message>
</context>
<context>
    <name>FiguresSection</name>
    <message>
        <source>Figures</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Change figure</source>
        <translation>人物を変更</translation>
    </message>
    <message>
        <source>Remove figure</source>
        <translation>人物を外す</translation>
    </message>
</context>
<context>
    <name>FilmDock</name>
    <message>
        <source>Film</source>
        <translation>動画</translation>
    </message>
    <message>
        <source>To the shot before (Up)</source>
        <translation>前のショットへ（↑）</translation>
    </message>
    <message>
        <source>To the next shot (Down)</source>
        <translation>次のショットへ（↓）</translation>
    </message>
    <message>
        <source>Show the whole film</source>
        <translation>動画全体を表示</translation>
    </message>
    <message>
        <source>How wide a second is shown</source>
        <translation>時間軸の拡大</translation>
    </message>
    <message>
        <source>Export film…</source>
        <translation>動画を書き出す…</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>一時停止（スペース）</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>再生（スペース）</translation>
    </message>
</context>
<context>
    <name>FilmMode</name>
    <message>
        <source>This shot</source>
        <translation>このショット</translation>
    </message>
    <message>
        <source>The film</source>
        <translation>動画全体</translation>
    </message>
    <message>
        <source>What is shown beside the preview</source>
        <translation>プレビューの横に表示するもの</translation>
    </message>
</context>
<context>
    <name>FilmPanel</name>
    <message>
        <source>Shape</source>
        <translation>画面の形</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>フレーム毎秒</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>速さ</translation>
    </message>
    <message>
        <source>Between pages</source>
        <translation>ページの切り替え</translation>
    </message>
    <message>
        <source>Edition</source>
        <translation>言語版</translation>
    </message>
    <message>
        <source>Title and end</source>
        <translation>題名と結び</translation>
    </message>
    <message>
        <source>Title, a line each</source>
        <translation>題名（1行ずつ）</translation>
    </message>
    <message>
        <source>Credits, a line each</source>
        <translation>クレジット（1行ずつ）</translation>
    </message>
    <message>
        <source>Depth of all pictures</source>
        <translation>絵全体の奥行き</translation>
    </message>
    <message>
        <source>Wide</source>
        <translation>横長</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>縦長</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>正方形</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>ゆっくり</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>ふつう</translation>
    </message>
    <message>
        <source>quick</source>
        <translation>速め</translation>
    </message>
    <message>
        <source>from the book</source>
        <translation>本から</translation>
    </message>
    <message>
        <source>only the title</source>
        <translation>題名だけ</translation>
    </message>
    <message>
        <source>only the end</source>
        <translation>結びだけ</translation>
    </message>
    <message>
        <source>own words</source>
        <translation>自分の言葉</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>音楽</translation>
    </message>
    <message>
        <source>Level of the music</source>
        <translation>音楽の音量</translation>
    </message>
    <message>
        <source>Without music</source>
        <translation>音楽なし</translation>
    </message>
    <message>
        <source>Narration</source>
        <translation>朗読</translation>
    </message>
    <message>
        <source>Level of the narration</source>
        <translation>朗読の音量</translation>
    </message>
    <message>
        <source>Without narration</source>
        <translation>朗読なし</translation>
    </message>
    <message>
        <source>One recording…</source>
        <translation>1つの音声ファイル…</translation>
    </message>
    <message>
        <source>A folder with one for each page…</source>
        <translation>ページごとの音声が入ったフォルダー…</translation>
    </message>
    <message>
        <source>Pace of the film</source>
        <translation>動画の速さ</translation>
    </message>
    <message>
        <source>Edition of the film</source>
        <translation>動画の言語版</translation>
    </message>
    <message>
        <source>Title of the film</source>
        <translation>動画の題名</translation>
    </message>
    <message>
        <source>Credits of the film</source>
        <translation>動画のクレジット</translation>
    </message>
    <message>
        <source>Choose music…</source>
        <translation>音楽を選ぶ…</translation>
    </message>
    <message>
        <source>Choose narration…</source>
        <translation>朗読を選ぶ…</translation>
    </message>
    <message>
        <source>It is not on this computer. Choose it anew before you export the film.</source>
        <translation>このコンピューターにはありません。書き出す前に選び直してください。</translation>
    </message>
    <message>
        <source>Shape of the film</source>
        <translation>動画の画面の形</translation>
    </message>
    <message>
        <source>Sounds ({kinds})</source>
        <translation>音声 ({kinds})</translation>
    </message>
</context>
<context>
    <name>FilmScreen</name>
    <message>
        <source>Preview of the film</source>
        <translation>動画のプレビュー</translation>
    </message>
    <message>
        <source>Space plays and pauses; arrow keys go frame by frame.</source>
        <translation>スペースで再生・一時停止、矢印キーで1コマずつ動きます。</translation>
    </message>
    <message>
        <source>The film is being put together…</source>
        <translation>動画を組み立てています…</translation>
    </message>
</context>
<context>
    <name>Films</name>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Whole panel</source>
        <translation>コマ全体</translation>
    </message>
    <message>
        <source>Pan across</source>
        <translation>パン</translation>
    </message>
    <message>
        <source>Push in</source>
        <translation>寄る</translation>
    </message>
    <message>
        <source>Shake</source>
        <translation>揺らす</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>手動</translation>
    </message>
    <message>
        <source>smoothly</source>
        <translation>なめらかに</translation>
    </message>
    <message>
        <source>evenly</source>
        <translation>一定の速さで</translation>
    </message>
    <message>
        <source>starts softly</source>
        <translation>ゆっくり始める</translation>
    </message>
    <message>
        <source>stops softly</source>
        <translation>ゆっくり止まる</translation>
    </message>
    <message>
        <source>jumps</source>
        <translation>一瞬で</translation>
    </message>
    <message>
        <source>The page turns</source>
        <translation>ページめくり</translation>
    </message>
    <message>
        <source>Fade</source>
        <translation>フェード</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>切り替え</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>End</source>
        <translation>結び</translation>
    </message>
    <message>
        <source>Pages {first} and {last}</source>
        <translation>{first}・{last}ページ</translation>
    </message>
    <message>
        <source>Page {page}</source>
        <translation>{page}ページ</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in the story</source>
        <translation>お話の中を検索</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>置き換える文字</translation>
    </message>
    <message>
        <source>Previous match (Shift+F3)</source>
        <translation>前の一致（Shift+F3）</translation>
    </message>
    <message>
        <source>Next match (F3)</source>
        <translation>次の一致（F3）</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>閉じる（Esc）</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>置き換え</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>すべて置き換え</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>{number} of {all}</source>
        <translation>{all} 件中 {number} 件目</translation>
    </message>
    <message>
        <source>{all} found</source>
        <translation>{all} 件見つかりました</translation>
    </message>
</context>
<context>
    <name>FirstPictures</name>
    <message numerus="yes">
        <source>The story stands; its %n panel(s) wait to be drawn.</source>
        <translation>
            <numerusform>ストーリーができました。%nコマの絵がまだ描かれていません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw them…</source>
        <translation>描く…</translation>
    </message>
</context>
<context>
    <name>GenerateBar</name>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>More ways to generate</source>
        <translation>ほかの生成方法</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>Is being put into the queue…</source>
        <translation>キューに入れています…</translation>
    </message>
    <message>
        <source>Draw this panel (Ctrl+Enter)</source>
        <translation>このコマを描く (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>more than is free now: close other programs</source>
        <translation>空きメモリが足りません。ほかのプログラムを閉じてください</translation>
    </message>
    <message>
        <source>likeness: {name}</source>
        <translation>似せ方：{name}</translation>
    </message>
</context>
<context>
    <name>Identity</name>
    <message>
        <source>no identity yet</source>
        <translation>基準なし</translation>
    </message>
    <message>
        <source>identity is being made</source>
        <translation>基準を作成中</translation>
    </message>
    <message>
        <source>identity ready</source>
        <translation>基準あり</translation>
    </message>
    <message>
        <source>identity stale</source>
        <translation>基準が古い</translation>
    </message>
</context>
<context>
    <name>IdentityCard</name>
    <message>
        <source>Identity</source>
        <translation>基準</translation>
    </message>
    <message>
        <source>From a drawing…</source>
        <translation>絵から…</translation>
    </message>
    <message>
        <source>Rebuild</source>
        <translation>作り直す</translation>
    </message>
    <message>
        <source>Make it anew from what the look says now, with the same seed</source>
        <translation>今の装いの説明から、同じシードで作り直します</translation>
    </message>
    <message>
        <source>Crop…</source>
        <translation>切り抜き…</translation>
    </message>
    <message>
        <source>Let a part of this picture be the identity</source>
        <translation>この絵の一部を基準にします</translation>
    </message>
    <message>
        <source>From a picture of the book…</source>
        <translation>本の絵から…</translation>
    </message>
    <message>
        <source>Forget the drawing</source>
        <translation>絵を使わない</translation>
    </message>
    <message>
        <source>Clear its cache</source>
        <translation>キャッシュを消す</translation>
    </message>
    <message>
        <source>Frees the disk; the cache is made again when it is needed</source>
        <translation>ディスクを空けます。必要になれば作り直されます</translation>
    </message>
    <message>
        <source>Identity pictures to choose from</source>
        <translation>選べる基準の絵</translation>
    </message>
    <message>
        <source>Click a picture to let it be the identity</source>
        <translation>クリックした絵が基準になります</translation>
    </message>
    <message>
        <source>{size} MB on disk</source>
        <translation>ディスクに {size} MB</translation>
    </message>
    <message>
        <source>Make another</source>
        <translation>もう一つ作る</translation>
    </message>
    <message>
        <source>Make identity</source>
        <translation>基準を作る</translation>
    </message>
    <message>
        <source>Seed {seed}</source>
        <translation>シード {seed}</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>インスペクター</translation>
    </message>
    <message>
        <source>Locked: keep this panel as it is</source>
        <translation>ロック：このコマをこのまま保つ</translation>
    </message>
    <message>
        <source>Lock panel</source>
        <translation>コマをロック</translation>
    </message>
</context>
<context>
    <name>JobWords</name>
    <message>
        <source>Identity of {name}</source>
        <translation>{name}の基準</translation>
    </message>
    <message>
        <source>Moving: {where}</source>
        <translation>動画化：{where}</translation>
    </message>
    <message>
        <source>Enlarge: {where}</source>
        <translation>拡大：{where}</translation>
    </message>
    <message>
        <source>A panel</source>
        <translation>コマ</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Is being drawn</source>
        <translation>描画中</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>開始中</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Keys</source>
        <translation>キー一覧</translation>
    </message>
    <message>
        <source>Every key of the window</source>
        <translation>ウィンドウのすべてのキー</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>キャンバスで</translation>
    </message>
    <message>
        <source>In the hand</source>
        <translation>手元のキー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>矢印キー</translation>
    </message>
    <message>
        <source>Move the figure a little</source>
        <translation>人物を少し動かす</translation>
    </message>
    <message>
        <source>Move the figure further</source>
        <translation>人物を大きく動かす</translation>
    </message>
    <message>
        <source>Move the figure to the next guide or figure</source>
        <translation>人物を次のガイドやほかの人物に合わせる</translation>
    </message>
    <message>
        <source>Make the figure larger or smaller</source>
        <translation>人物の大きさを変える</translation>
    </message>
    <message>
        <source>Add to what is selected, or take away</source>
        <translation>選択に加える、または外す</translation>
    </message>
    <message>
        <source>Shift+click</source>
        <translation>Shift+クリック</translation>
    </message>
    <message>
        <source>Select what a band touches</source>
        <translation>枠に触れたものを選択</translation>
    </message>
    <message>
        <source>Drag on empty paper</source>
        <translation>何もない所でドラッグ</translation>
    </message>
    <message>
        <source>Close a polygon</source>
        <translation>多角形を閉じる</translation>
    </message>
    <message>
        <source>Enter, double click</source>
        <translation>Enter・ダブルクリック</translation>
    </message>
    <message>
        <source>Drop what is being drawn</source>
        <translation>描きかけをやめる</translation>
    </message>
    <message>
        <source>Drag without guides</source>
        <translation>ガイドなしでドラッグ</translation>
    </message>
    <message>
        <source>Move the paper</source>
        <translation>紙を動かす</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>スペース</translation>
    </message>
</context>
<context>
    <name>LetteringCard</name>
    <message>
        <source>Balloon</source>
        <translation>吹き出し</translation>
    </message>
    <message>
        <source>Thought</source>
        <translation>心の声</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>ナレーション</translation>
    </message>
    <message>
        <source>Sound effect</source>
        <translation>擬音</translation>
    </message>
    <message>
        <source>Kind of lettering</source>
        <translation>文字の種類</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>話し手</translation>
    </message>
    <message>
        <source>Remove lettering</source>
        <translation>文字を削除</translation>
    </message>
    <message>
        <source>Text ({language})</source>
        <translation>文章（{language}）</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>LetteringGestures</name>
    <message numerus="yes">
        <source>%n piece(s) of lettering selected</source>
        <translation>
            <numerusform>文字を%n個選択中</numerusform>
        </translation>
    </message>
    <message>
        <source>Move lettering</source>
        <translation>文字を動かす</translation>
    </message>
    <message>
        <source>Arrange lettering</source>
        <translation>文字を整列</translation>
    </message>
    <message>
        <source>Duplicate lettering</source>
        <translation>文字を複製</translation>
    </message>
    <message>
        <source>Remove lettering</source>
        <translation>文字を削除</translation>
    </message>
    <message>
        <source>Select lettering on the page first.</source>
        <translation>先にページで文字を選んでください。</translation>
    </message>
</context>
<context>
    <name>LetteringsSection</name>
    <message>
        <source>Lettering</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Balloon</source>
        <translation>吹き出し</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>ナレーション</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>効果音</translation>
    </message>
    <message>
        <source>Add lettering: {kind}</source>
        <translation>文字を追加：{kind}</translation>
    </message>
    <message>
        <source>Add lettering</source>
        <translation>文字を追加</translation>
    </message>
    <message>
        <source>Change lettering</source>
        <translation>文字を変更</translation>
    </message>
    <message>
        <source>Change text</source>
        <translation>文章を変更</translation>
    </message>
    <message>
        <source>Remove lettering</source>
        <translation>文字を削除</translation>
    </message>
</context>
<context>
    <name>Likeness</name>
    <message>
        <source>Gentle</source>
        <translation>ゆるやか</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>ほどよく</translation>
    </message>
    <message>
        <source>Firm</source>
        <translation>しっかり</translation>
    </message>
    <message>
        <source>Free to act; hair and clothes may vary.</source>
        <translation>自由に動けますが、髪や服が変わることがあります。</translation>
    </message>
    <message>
        <source>Themselves in most things, and they do as told.</source>
        <translation>たいていその人らしく、言われたとおりに動きます。</translation>
    </message>
    <message>
        <source>Hair and clothes stay; now and then a deed is lost.</source>
        <translation>髪や服は保たれますが、ときどき動作が抜けます。</translation>
    </message>
</context>
<context>
    <name>LineUpMenu</name>
    <message>
        <source>Line up</source>
        <translation>整列</translation>
    </message>
</context>
<context>
    <name>LookForm</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>About</source>
        <translation>紹介</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>装い</translation>
    </message>
    <message>
        <source>Described as</source>
        <translation>絵での説明</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Remove this look</source>
        <translation>この装いを削除</translation>
    </message>
    <message>
        <source>a girl with red pigtails in a yellow dress</source>
        <translation>a girl with red pigtails in a yellow dress</translation>
    </message>
    <message>
        <source>These words stand for the character in every picture</source>
        <translation>どの絵でも、この言葉が人物を表します</translation>
    </message>
    <message>
        <source>Choose the colour that marks this character on screen</source>
        <translation>画面でこの人物を示す色を選びます</translation>
    </message>
    <message>
        <source>Locked: keep this identity</source>
        <translation>ロック：この基準を保つ</translation>
    </message>
    <message>
        <source>Change character</source>
        <translation>人物を変更</translation>
    </message>
    <message>
        <source>Change look</source>
        <translation>装いを変更</translation>
    </message>
</context>
<context>
    <name>MachineLabel</name>
    <message>
        <source>Processor</source>
        <translation>プロセッサー</translation>
    </message>
    <message>
        <source>{free} of {all} GB free</source>
        <translation>空き {free} / {all} GB</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Collect diagnostics…</source>
        <translation>診断情報を集める…</translation>
    </message>
    <message>
        <source>Untitled book</source>
        <translation>無題の本</translation>
    </message>
</context>
<context>
    <name>MakeMove</name>
    <message>
        <source>Make it move</source>
        <translation>動かす</translation>
    </message>
    <message>
        <source>The panel&apos;s own</source>
        <translation>コマのもの</translation>
    </message>
    <message>
        <source>Begin near the panel&apos;s picture</source>
        <translation>コマの絵に近いところから始める</translation>
    </message>
    <message>
        <source>Free to move</source>
        <translation>動きの自由さ</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>フォルダー…</translation>
    </message>
    <message>
        <source>A file…</source>
        <translation>ファイル…</translation>
    </message>
    <message>
        <source>Choose other weights of Phantom-Wan</source>
        <translation>別のPhantom-Wanの重みを選ぶ</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>何が起きるか</translation>
    </message>
    <message>
        <source>Keep the look of</source>
        <translation>姿を保つ人物</translation>
    </message>
    <message>
        <source>Length and size</source>
        <translation>長さと大きさ</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>ステップ数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Choose at least one whose look is kept, or add a drawing.</source>
        <translation>装いを保つ人を1人以上選ぶか、絵を追加してください。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大きさ</translation>
    </message>
    <message>
        <source>Weights of Phantom-Wan</source>
        <translation>Phantom-Wanの重み</translation>
    </message>
    <message>
        <source>About {time}.</source>
        <translation>およそ{time}。</translation>
    </message>
    <message>
        <source>How long it takes is known after the first clip.</source>
        <translation>かかる時間は最初のクリップのあとに分かります。</translation>
    </message>
    <message>
        <source>Needs {memory} GB of memory ({way}).</source>
        <translation>{memory} GBのメモリーが必要です（{way}）。</translation>
    </message>
    <message>
        <source>That is more than this computer has.</source>
        <translation>このコンピューターにはそれだけありません。</translation>
    </message>
    <message>
        <source>Licence: {licence}.</source>
        <translation>ライセンス：{licence}。</translation>
    </message>
    <message>
        <source>Not for paid work.</source>
        <translation>有償の仕事には使えません。</translation>
    </message>
</context>
<context>
    <name>MatchMap</name>
    <message>
        <source>Make this the figure&apos;s region</source>
        <translation>この範囲を人物の領域にする</translation>
    </message>
    <message>
        <source>This take has no masks.</source>
        <translation>このテイクにはマスクがありません。</translation>
    </message>
    <message>
        <source>Adopt the masks</source>
        <translation>マスクを採用</translation>
    </message>
    <message>
        <source>{name} {percent} %</source>
        <translation>{name} {percent} %</translation>
    </message>
    <message>
        <source>Likeness: {list}</source>
        <translation>類似度：{list}</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>Merge {name}</source>
        <translation>{name}を統合</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>比べています…</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Who changed it</source>
        <translation>変更した人</translation>
    </message>
    <message>
        <source>Differences between the copies</source>
        <translation>コピーの違い</translation>
    </message>
    <message>
        <source>What that copy would bring is shown before anything is merged.</source>
        <translation>統合する前に、相手のコピーの内容を見せます。</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>統合</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>That copy could not be compared.</source>
        <translation>そのコピーを比べられませんでした。</translation>
    </message>
    <message>
        <source>That copy holds nothing that this one does not have already.</source>
        <translation>そのコピーに新しい内容はありません。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message numerus="yes">
        <source>It brings %n change(s).</source>
        <translation>
            <numerusform>%n件の変更があります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them both copies have made differently: you choose afterwards.</source>
        <translation>
            <numerusform>そのうち%n件は両方で異なる変更です。あとで選べます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merged. %n change(s) came in.</source>
        <translation>
            <numerusform>統合しました。%n件の変更を取り込みました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose where both copies differ. What you leave open waits in the Book menu, under Recovered items and choices.</source>
        <translation>両方で違うところを選んでください。選ばなかったものは「ブック」メニューの「復元した項目と選択」に残ります。</translation>
    </message>
    <message>
        <source>The whole book</source>
        <translation>本全体</translation>
    </message>
    <message>
        <source>A page that is new</source>
        <translation>新しいページ</translation>
    </message>
    <message>
        <source>a character</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>a look</source>
        <translation>装い</translation>
    </message>
    <message>
        <source>a setting</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>the page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>a panel</source>
        <translation>コマ</translation>
    </message>
    <message>
        <source>a figure</source>
        <translation>コマの人物</translation>
    </message>
    <message>
        <source>lettering</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>a take</source>
        <translation>テイク</translation>
    </message>
    <message>
        <source>a comment</source>
        <translation>コメント</translation>
    </message>
    <message>
        <source>{what}, new</source>
        <translation>{what}（追加）</translation>
    </message>
    <message>
        <source>{what}, changed</source>
        <translation>{what}（変更）</translation>
    </message>
    <message>
        <source>{what}, removed</source>
        <translation>{what}（削除）</translation>
    </message>
    <message>
        <source>the book</source>
        <translation>本</translation>
    </message>
    <message>
        <source>{what} “{name}”</source>
        <translation>{what}「{name}」</translation>
    </message>
    <message>
        <source>you</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>that copy</source>
        <translation>そのコピー</translation>
    </message>
    <message>
        <source>both</source>
        <translation>両方</translation>
    </message>
</context>
<context>
    <name>ModeBar</name>
    <message>
        <source>Modes</source>
        <translation>モード</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>コマンドを探す…</translation>
    </message>
</context>
<context>
    <name>ModelFetch</name>
    <message>
        <source>Fetch a larger model</source>
        <translation>大きなモデルを取得</translation>
    </message>
    <message>
        <source>FLUX.1 takes about 34 GB. schnell is free for paid work; dev and Krea-dev ask you to accept their licence on their page first. This is the only time that charabook uses the network.</source>
        <translation>FLUX.1は約34 GBです。schnellは有償の仕事にも自由に使えます。devとKrea-devは先に配布ページでライセンスに同意してください。charabookがネットワークを使うのはこのときだけです。</translation>
    </message>
    <message>
        <source>Model on the Hugging Face Hub, as owner/name</source>
        <translation>Hugging Face Hubのモデル（所有者/名前）</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>止める</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>止めています…</translation>
    </message>
    <message>
        <source>It is here. Choose it in the book&apos;s settings.</source>
        <translation>取得しました。本の設定で選んでください。</translation>
    </message>
    <message>
        <source>Stopped. What has arrived stays; fetching goes on from there.</source>
        <translation>止めました。届いた分は残り、続きから取得できます。</translation>
    </message>
    <message>
        <source>Go on fetching</source>
        <translation>続きを取得</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>取得</translation>
    </message>
</context>
<context>
    <name>NewBook</name>
    <message>
        <source>Begin</source>
        <translation>はじめる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Left to right</source>
        <translation>左から右</translation>
    </message>
    <message>
        <source>Right to left (manga, Arabic)</source>
        <translation>右から左（漫画、アラビア語）</translation>
    </message>
    <message>
        <source>Language tags with commas between them; the first one is written first</source>
        <translation>言語タグをコンマで区切ります。最初の言語で書きます</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>正方形</translation>
    </message>
    <message>
        <source>Square 8.5 in</source>
        <translation>正方形 8.5インチ</translation>
    </message>
    <message>
        <source>A5 upright</source>
        <translation>A5縦</translation>
    </message>
    <message>
        <source>A4 upright</source>
        <translation>A4縦</translation>
    </message>
    <message>
        <source>A4 landscape</source>
        <translation>A4横</translation>
    </message>
    <message>
        <source>Trade 6 × 9 in</source>
        <translation>6×9インチ</translation>
    </message>
    <message>
        <source>US comic</source>
        <translation>アメコミ</translation>
    </message>
    <message>
        <source>Manga B5</source>
        <translation>漫画 B5</translation>
    </message>
    <message>
        <source>Manga B6</source>
        <translation>漫画 B6</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>レター</translation>
    </message>
    <message>
        <source>New book</source>
        <translation>新しい本</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選ぶ…</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Page size</source>
        <translation>判型</translation>
    </message>
    <message>
        <source>Read from</source>
        <translation>読む方向</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>There is already a book with this file name. Choose another.</source>
        <translation>同じ名前の本があります。別の名前にしてください。</translation>
    </message>
    <message>
        <source>This folder does not exist: {folder}</source>
        <translation>フォルダーがありません：{folder}</translation>
    </message>
    <message>
        <source>Where the book shall be</source>
        <translation>本の保存先</translation>
    </message>
    <message>
        <source>Books (*.charabook)</source>
        <translation>本 (*.charabook)</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Something went wrong inside charabook. Your work is saved.</source>
        <translation>charabookの中で問題が起きました。作品は保存されています。</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Messages</source>
        <translation>お知らせ</translation>
    </message>
</context>
<context>
    <name>OnionSkin</name>
    <message>
        <source>How strongly the panel before is seen</source>
        <translation>前のコマを透かす強さ</translation>
    </message>
    <message>
        <source>No panel before this one</source>
        <translation>前のコマはありません</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>Previous page</source>
        <translation>前のページ</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>次のページ</translation>
    </message>
    <message>
        <source>Add a page behind this one</source>
        <translation>このページの後に追加</translation>
    </message>
    <message>
        <source>Remove this page</source>
        <translation>このページを削除</translation>
    </message>
    <message>
        <source>Language of the edition</source>
        <translation>版の言語</translation>
    </message>
    <message>
        <source>{dpi} dpi on paper</source>
        <translation>紙面で {dpi} dpi</translation>
    </message>
</context>
<context>
    <name>PageCanvas</name>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
</context>
<context>
    <name>PageTools</name>
    <message>
        <source>Page tools</source>
        <translation>ページの道具</translation>
    </message>
    <message>
        <source>Select and move</source>
        <translation>選択と移動</translation>
    </message>
    <message>
        <source>Cut a panel</source>
        <translation>コマを切る</translation>
    </message>
    <message>
        <source>Safe area</source>
        <translation>安全領域</translation>
    </message>
    <message>
        <source>Show the whole page</source>
        <translation>ページ全体を表示</translation>
    </message>
    <message>
        <source>Frames back to the template</source>
        <translation>枠をテンプレートに戻す</translation>
    </message>
</context>
<context>
    <name>PageVerbs</name>
    <message>
        <source>Add page</source>
        <translation>ページを追加</translation>
    </message>
    <message>
        <source>Remove page</source>
        <translation>ページを削除</translation>
    </message>
    <message>
        <source>Change layout</source>
        <translation>レイアウトを変更</translation>
    </message>
    <message>
        <source>Frames back to the template</source>
        <translation>枠をテンプレートに戻す</translation>
    </message>
    <message>
        <source>Cut panel</source>
        <translation>コマを切る</translation>
    </message>
    <message>
        <source>Move edge</source>
        <translation>辺を動かす</translation>
    </message>
</context>
<context>
    <name>PagesMode</name>
    <message>
        <source>The page is being laid out…</source>
        <translation>ページを組んでいます…</translation>
    </message>
    <message>
        <source>This book has no pages yet.</source>
        <translation>この本にはまだページがありません。</translation>
    </message>
    <message>
        <source>Add a page</source>
        <translation>ページを追加</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>前のページ</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>次のページ</translation>
    </message>
    <message>
        <source>What to look at on this page</source>
        <translation>このページで確認すること</translation>
    </message>
</context>
<context>
    <name>PanelCanvas</name>
    <message>
        <source>Panel canvas</source>
        <translation>コマのキャンバス</translation>
    </message>
</context>
<context>
    <name>PanelsMode</name>
    <message>
        <source>There is no panel yet. Write the story and carry it into the book, or begin with a page.</source>
        <translation>まだコマがありません。台本を書いて本に反映するか、ページから始めてください。</translation>
    </message>
    <message>
        <source>Add a page</source>
        <translation>ページを追加</translation>
    </message>
    <message>
        <source>Seed {seed}</source>
        <translation>シード {seed}</translation>
    </message>
    <message>
        <source>Waits in the queue</source>
        <translation>キューで待機中</translation>
    </message>
    <message>
        <source>Drag somebody from the cast onto this sheet, or draw where they stand. Then press Generate. A picture of your own may be dropped here too.</source>
        <translation>登場人物をこの紙の上にドラッグするか、立つ場所を描いてください。それから「生成」を押します。自分で描いた絵をここにドロップすることもできます。</translation>
    </message>
    <message>
        <source>Add somebody to the cast first, then draw where they stand.</source>
        <translation>先に人物をキャストに加えてから、立つ場所を描いてください。</translation>
    </message>
</context>
<context>
    <name>PeopleLabel</name>
    <message>
        <source>Also open at: {names}</source>
        <translation>ほかで開いている人：{names}</translation>
    </message>
    <message>
        <source>Work on: what you both change is merged when you save.</source>
        <translation>そのまま続けられます。保存のときに互いの変更が統合されます。</translation>
    </message>
</context>
<context>
    <name>PictureChoice</name>
    <message>
        <source>Identity from a picture of the book</source>
        <translation>本の絵から基準を作る</translation>
    </message>
    <message>
        <source>Choose the picture in which the character looks right.</source>
        <translation>その人物らしく描けている絵を選んでください。</translation>
    </message>
    <message>
        <source>Pictures that show this look</source>
        <translation>この装いの絵</translation>
    </message>
    <message>
        <source>No picture shows this look yet. Draw a panel with it first.</source>
        <translation>この装いの絵はまだありません。先にコマを描いてください。</translation>
    </message>
    <message>
        <source>Make it the identity</source>
        <translation>基準にする</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Seed {seed}</source>
        <translation>シード {seed}</translation>
    </message>
</context>
<context>
    <name>Place</name>
    <message>
        <source>Title page</source>
        <translation>扉</translation>
    </message>
    <message>
        <source>Pages {first} and {second}</source>
        <translation>{first}・{second}ページ</translation>
    </message>
    <message>
        <source>Page {page}</source>
        <translation>{page}ページ</translation>
    </message>
    <message>
        <source>{page}, panel {panel}</source>
        <translation>{page} {panel}コマ目</translation>
    </message>
</context>
<context>
    <name>QueueDock</name>
    <message>
        <source>Queue</source>
        <translation>キュー</translation>
    </message>
    <message>
        <source>Pictures that wait to be drawn</source>
        <translation>描画を待つ絵</translation>
    </message>
    <message>
        <source>Nothing waits to be drawn.</source>
        <translation>待っている絵はありません。</translation>
    </message>
    <message>
        <source>Sooner</source>
        <translation>先に</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>後に</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度</translation>
    </message>
    <message>
        <source>Cancel or dismiss</source>
        <translation>中止または片づける</translation>
    </message>
    <message>
        <source>Paused: no further picture is begun.</source>
        <translation>一時停止中：次の絵は始まりません。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could not be drawn, lately {name}: {why}</source>
        <translation>
            <numerusform>%n枚の絵を描けませんでした（最後は{name}）：{why}</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Pause after this one</source>
        <translation>これが終わったら一時停止</translation>
    </message>
</context>
<context>
    <name>QueuePlan</name>
    <message>
        <source>Draw several panels</source>
        <translation>まとめて描く</translation>
    </message>
    <message>
        <source>How many pictures, how long and how much memory is being worked out…</source>
        <translation>枚数・時間・メモリを見積もっています…</translation>
    </message>
    <message numerus="yes">
        <source>%n panel(s) will be queued</source>
        <translation>
            <numerusform>%nコマをキューに入れます</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to draw: every such panel has its picture.</source>
        <translation>描くものはありません。該当するコマにはすべて絵があります。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>How long it takes will be known after the first picture.</source>
        <translation>時間は最初の1枚の後で分かります。</translation>
    </message>
    <message numerus="yes">
        <source>%n identity picture(s) will be drawn first.</source>
        <translation>
            <numerusform>先に基準の絵を%n枚描きます。</numerusform>
        </translation>
    </message>
    <message>
        <source>That is more memory than is free now: close other programs first.</source>
        <translation>空きメモリが足りません。先にほかのプログラムを閉じてください。</translation>
    </message>
    <message>
        <source>You can go on working. The queue survives a restart, and every job can be cancelled.</source>
        <translation>作業は続けられます。キューは再起動しても残り、どの仕事も取り消せます。</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>キューに入れる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>RecoveredDialog</name>
    <message>
        <source>Recovered items and choices</source>
        <translation>復元した項目と選択</translation>
    </message>
    <message>
        <source>Changed differently by two people</source>
        <translation>二人が別々に変更したもの</translation>
    </message>
    <message>
        <source>Lost their home</source>
        <translation>居場所をなくしたもの</translation>
    </message>
    <message>
        <source>Recovered items</source>
        <translation>復元した項目</translation>
    </message>
    <message>
        <source>Nothing has lost its home.</source>
        <translation>行き場をなくしたものはありません。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>A page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>A panel</source>
        <translation>コマ</translation>
    </message>
    <message>
        <source>A figure</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>A piece of lettering</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>A take</source>
        <translation>テイク</translation>
    </message>
    <message>
        <source>An item</source>
        <translation>項目</translation>
    </message>
</context>
<context>
    <name>RemakeDialog</name>
    <message>
        <source>Make again with other settings</source>
        <translation>設定を変えて作り直す</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>ステップ数</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>ガイダンス</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Likeness of {name}</source>
        <translation>{name}の似せ方</translation>
    </message>
</context>
<context>
    <name>Rescue</name>
    <message>
        <source>Recover what is readable…</source>
        <translation>読めるものを救出…</translation>
    </message>
    <message>
        <source>{name} recovered</source>
        <translation>{name} 復元</translation>
    </message>
    <message>
        <source>Recover what is readable</source>
        <translation>読めるものを救出</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could be saved.</source>
        <translation>
            <numerusform>%n枚の絵を救出しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could not be read.</source>
        <translation>
            <numerusform>%n枚の絵は読めませんでした。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SceneSection</name>
    <message>
        <source>Change what is seen</source>
        <translation>見えるものを変更</translation>
    </message>
    <message>
        <source>Change shot</source>
        <translation>構図を変更</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>コマ</translation>
    </message>
    <message>
        <source>What is seen</source>
        <translation>見えるもの</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>構図</translation>
    </message>
    <message>
        <source>The setting is described as</source>
        <translation>場所の説明</translation>
    </message>
    <message>
        <source>any</source>
        <translation>自由</translation>
    </message>
    <message>
        <source>wide</source>
        <translation>引き</translation>
    </message>
    <message>
        <source>full</source>
        <translation>全身</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>半身</translation>
    </message>
    <message>
        <source>close-up</source>
        <translation>アップ</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>New setting…</source>
        <translation>新しい場所…</translation>
    </message>
    <message>
        <source>Change setting</source>
        <translation>場所を変更</translation>
    </message>
    <message>
        <source>Setting {number}</source>
        <translation>場所{number}</translation>
    </message>
    <message>
        <source>New setting</source>
        <translation>新しい場所</translation>
    </message>
    <message>
        <source>Describe setting</source>
        <translation>場所を説明</translation>
    </message>
</context>
<context>
    <name>ScriptHelp</name>
    <message>
        <source>How a script is written</source>
        <translation>台本の書き方</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>挿入</translation>
    </message>
    <message>
        <source>Put in: {name}</source>
        <translation>挿入: {name}</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>登場人物</translation>
    </message>
    <message>
        <source>Under # Cast. “look” is what the model is told in every picture.</source>
        <translation># Cast の下に書きます。「look」は毎回モデルに伝える姿です。</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Under # Settings: a name and what is there.</source>
        <translation># Settings の下に、名前とそこにあるもの。</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source># Spread is a page that is two pages wide.</source>
        <translation># Spread は見開きのページです。</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>コマ</translation>
    </message>
    <message>
        <source>One picture. A name such as #start keeps its takes through every rewrite.</source>
        <translation>一枚の絵。#start のような名前を付けると、書き直してもテイクが残ります。</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Who is seen: left, centre or right; in which mood; doing what.</source>
        <translation>誰が、左・中央・右のどこで、どんな気持ちで、何をしているか。</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>せりふ</translation>
    </message>
    <message>
        <source>A balloon. (thinks), (shouts) and (whispers) may follow the name.</source>
        <translation>フキダシ。名前の後に (thinks) (shouts) (whispers) を付けられます。</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>ナレーション</translation>
    </message>
    <message>
        <source>Words that nobody says.</source>
        <translation>誰のせりふでもない言葉。</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>効果音</translation>
    </message>
    <message>
        <source>A line such as “ja: …”, indented below any words, translates them.</source>
        <translation>言葉の下に字下げして「ja: …」と書くと、その訳になります。</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Open a book</source>
        <translation>本を開く</translation>
    </message>
    <message>
        <source>Books (*.charabook)</source>
        <translation>本 (*.charabook)</translation>
    </message>
</context>
<context>
    <name>ShotPanel</name>
    <message>
        <source>The camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>Depth of the picture</source>
        <translation>絵の奥行き</translation>
    </message>
    <message>
        <source>Keyframes</source>
        <translation>キーフレーム</translation>
    </message>
    <message>
        <source>Comes here</source>
        <translation>動き方</translation>
    </message>
    <message>
        <source>as its words take</source>
        <translation>言葉に合わせる</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Place the camera</source>
        <translation>カメラを置く</translation>
    </message>
    <message>
        <source>Drag the camera&apos;s view on the page; each time sets a keyframe (C)</source>
        <translation>ページ上でカメラの枠を動かします。動かすたびにキーフレームが置かれます（C）</translation>
    </message>
    <message>
        <source>Make it move…</source>
        <translation>動かす…</translation>
    </message>
    <message>
        <source>A clip of this panel in which everybody keeps their look</source>
        <translation>みんなの姿を保ったまま、このコマを動かします</translation>
    </message>
    <message>
        <source>Remove this keyframe</source>
        <translation>このキーフレームを消す</translation>
    </message>
    <message>
        <source>Here the whole page is seen. Click a shot on the timeline to direct its camera.</source>
        <translation>ここではページ全体が映ります。タイムラインのショットをクリックすると、カメラを動かせます。</translation>
    </message>
    <message>
        <source>{seconds} s   {zoom}×</source>
        <translation>{seconds} 秒   {zoom}×</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>embedded model</source>
        <translation>内蔵モデル</translation>
    </message>
    <message>
        <source>Draws with: {model}</source>
        <translation>描画：{model}</translation>
    </message>
    <message>
        <source>Every step is saved</source>
        <translation>すべて保存済み</translation>
    </message>
    <message>
        <source>Every step is saved on this computer; Ctrl+S saves to the shared file</source>
        <translation>すべてこのコンピューターに保存済み。Ctrl+Sで共有ファイルに保存</translation>
    </message>
    <message>
        <source>Opening the book…</source>
        <translation>本を開いています…</translation>
    </message>
    <message numerus="yes">
        <source>{name}, %n more wait(s)</source>
        <translation>
            <numerusform>{name}、ほかに%n件待ち</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoryMode</name>
    <message>
        <source>Story script</source>
        <translation>ストーリーの台本</translation>
    </message>
    <message>
        <source>Write your story here, or open a script.</source>
        <translation>ここにストーリーを書くか、台本を開いてください。</translation>
    </message>
    <message>
        <source>Problems in the script</source>
        <translation>台本の問題</translation>
    </message>
    <message>
        <source>Open script…</source>
        <translation>台本を開く…</translation>
    </message>
    <message>
        <source>Save script as…</source>
        <translation>台本を保存…</translation>
    </message>
    <message>
        <source>Carry into the book</source>
        <translation>本に反映</translation>
    </message>
    <message>
        <source>How to write</source>
        <translation>書き方</translation>
    </message>
    <message>
        <source>Begin with an example</source>
        <translation>見本から始める</translation>
    </message>
    <message>
        <source>Headings of the script</source>
        <translation>台本の見出し</translation>
    </message>
    <message>
        <source>Cast, settings, pages and panels follow the script; takes are kept</source>
        <translation>人物・場所・ページ・コマが台本に従います。テイクは残ります</translation>
    </message>
    <message>
        <source>Line {line}: {said}</source>
        <translation>{line}行目：{said}</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>問題が%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready to be carried into the book</source>
        <translation>本に反映できます</translation>
    </message>
    <message>
        <source>The book follows this script</source>
        <translation>本はこの台本のとおりです</translation>
    </message>
    <message>
        <source>Open script</source>
        <translation>台本を開く</translation>
    </message>
    <message>
        <source>Story scripts (*.story *.txt)</source>
        <translation>台本 (*.story *.txt)</translation>
    </message>
    <message>
        <source>Save script</source>
        <translation>台本を保存</translation>
    </message>
    <message>
        <source>Story scripts (*.story)</source>
        <translation>台本 (*.story)</translation>
    </message>
</context>
<context>
    <name>Subjects</name>
    <message>
        <source>Add a drawing…</source>
        <translation>絵を追加…</translation>
    </message>
    <message>
        <source>{name}: click to leave it out</source>
        <translation>{name}（クリックで外す）</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp)</source>
        <translation>画像 (*.png *.jpg *.jpeg *.webp)</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>絵</translation>
    </message>
</context>
<context>
    <name>TakeButtons</name>
    <message>
        <source>Use in the book</source>
        <translation>本で使う</translation>
    </message>
    <message>
        <source>Star (.)</source>
        <translation>星を付ける (.)</translation>
    </message>
    <message>
        <source>Reject (X): hides it, never deletes it</source>
        <translation>不採用 (X)：隠すだけで削除しません</translation>
    </message>
    <message>
        <source>Compare with the one in the book</source>
        <translation>本にあるものと比べる</translation>
    </message>
    <message>
        <source>Make this take again: the same request, the same pixels</source>
        <translation>同じ条件で作り直す（同じ絵になります）</translation>
    </message>
    <message>
        <source>Play this moving take, choose its still</source>
        <translation>この動くテイクを再生し、静止画を選ぶ</translation>
    </message>
    <message>
        <source>Variations: the same request with other seeds</source>
        <translation>バリエーション：シードを変えて描く</translation>
    </message>
    <message>
        <source>Enlarge four times for print</source>
        <translation>印刷用に4倍に拡大</translation>
    </message>
    <message>
        <source>Show rejects</source>
        <translation>不採用も表示</translation>
    </message>
    <message numerus="yes">
        <source>%n variation(s)</source>
        <translation>
            <numerusform>バリエーション%n枚</numerusform>
        </translation>
    </message>
    <message>
        <source>Gentle, balanced and firm</source>
        <translation>ゆるやか・ほどよく・しっかり</translation>
    </message>
    <message>
        <source>With other settings…</source>
        <translation>設定を変えて…</translation>
    </message>
</context>
<context>
    <name>TakeClipboard</name>
    <message>
        <source>No picture has been copied yet.</source>
        <translation>画像がまだコピーされていません。</translation>
    </message>
    <message>
        <source>Take copied. Go to another panel and use it there.</source>
        <translation>テイクをコピーしました。ほかのコマへ移って使ってください。</translation>
    </message>
</context>
<context>
    <name>TakeList</name>
    <message>
        <source>Seed {seed}, {width} by {height} pixels</source>
        <translation>シード {seed}、{width}×{height}ピクセル</translation>
    </message>
    <message>
        <source>, stands in the book</source>
        <translation>、本で使用中</translation>
    </message>
    <message>
        <source>, likeness: {names}</source>
        <translation>、似せ方：{names}</translation>
    </message>
    <message>
        <source>, moves for {seconds} s</source>
        <translation>、{seconds} 秒動く</translation>
    </message>
    <message>
        <source>, moves for {seconds} s, keeps {kept} % of the looks, drifts by {drift} %</source>
        <translation>、{seconds} 秒動く、姿を{kept} %保つ、ずれ{drift} %</translation>
    </message>
</context>
<context>
    <name>TakesDock</name>
    <message>
        <source>Takes</source>
        <translation>テイク</translation>
    </message>
    <message>
        <source>Takes of this panel</source>
        <translation>このコマのテイク</translation>
    </message>
    <message>
        <source>No takes yet. Press Ctrl+Enter to draw this panel.</source>
        <translation>まだテイクがありません。Ctrl+Enterでこのコマを描きます。</translation>
    </message>
</context>
<context>
    <name>TeamVerbs</name>
    <message>
        <source>Merge another copy of this book</source>
        <translation>この本の別のコピーを統合</translation>
    </message>
    <message>
        <source>Small copy for mailing</source>
        <translation>送付用の小さなコピー</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>書き出しました：{path}</translation>
    </message>
    <message>
        <source>Collect diagnostics</source>
        <translation>診断情報を集める</translation>
    </message>
    <message numerus="yes">
        <source>Saved. %n change(s) by teammates came in.</source>
        <translation>
            <numerusform>保存しました。仲間の変更を%n件取り込みました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved to the shared file.</source>
        <translation>共有ファイルに保存しました。</translation>
    </message>
</context>
<context>
    <name>TemplateChoice</name>
    <message>
        <source>Layout of the page</source>
        <translation>ページのレイアウト</translation>
    </message>
    <message>
        <source>Automatic layout</source>
        <translation>自動レイアウト</translation>
    </message>
</context>
<context>
    <name>TimelinePainter</name>
    <message>
        <source>{page}, panel {panel}</source>
        <translation>{page}、コマ{panel}</translation>
    </message>
    <message>
        <source>{where}: {move}, {seconds} s</source>
        <translation>{where}：{move}、{seconds} 秒</translation>
    </message>
    <message>
        <source>, a moving take</source>
        <translation>、動くテイク</translation>
    </message>
    <message>
        <source>Add music…</source>
        <translation>音楽を加える…</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline of the film</source>
        <translation>動画のタイムライン</translation>
    </message>
    <message>
        <source>Between two shots</source>
        <translation>ショットの間</translation>
    </message>
    <message numerus="yes">
        <source>%n keyframe(s)</source>
        <translation>
            <numerusform>キーフレーム%n個</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Versions</source>
        <translation>版</translation>
    </message>
    <message>
        <source>A version is the whole book under a name. Going back can be undone.</source>
        <translation>版は名前を付けた本全体です。戻しても、やり直せます。</translation>
    </message>
    <message>
        <source>Name of a new version</source>
        <translation>新しい版の名前</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>No version is kept yet. Name one before you try something bold.</source>
        <translation>まだ版はありません。思い切ったことを試す前に名前を付けて残しましょう。</translation>
    </message>
    <message>
        <source>Go back to this version</source>
        <translation>この版に戻す</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>The book is again as it was in “{name}”. Undo takes that back.</source>
        <translation>本は「{name}」のときに戻りました。元に戻すで取り消せます。</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Storybooks and comics in which everybody looks like themselves on every page.</source>
        <translation>どのページでも、みんながその人らしく描かれる絵本と漫画。</translation>
    </message>
    <message>
        <source>New book…</source>
        <translation>新しい本…</translation>
    </message>
    <message>
        <source>Open a book…</source>
        <translation>本を開く…</translation>
    </message>
    <message>
        <source>Open the sample book</source>
        <translation>見本の本を開く</translation>
    </message>
    <message>
        <source>Lately open</source>
        <translation>最近開いた本</translation>
    </message>
    <message>
        <source>Books that were open lately</source>
        <translation>最近開いた本</translation>
    </message>
    <message>
        <source>Books that you open are listed here.</source>
        <translation>開いた本がここに並びます。</translation>
    </message>
    <message>
        <source>Open a book</source>
        <translation>本を開く</translation>
    </message>
    <message>
        <source>Books (*.charabook)</source>
        <translation>本 (*.charabook)</translation>
    </message>
</context>
<context>
    <name>Wishes</name>
    <message>
        <source>Putting pictures into the queue…</source>
        <translation>絵をキューに入れています…</translation>
    </message>
    <message numerus="yes">
        <source>Putting %n picture(s) into the queue…</source>
        <translation>
            <numerusform>絵%n枚をキューに入れています…</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to do: all of that is there.</source>
        <translation>何もすることはありません。すべてそろっています。</translation>
    </message>
    <message>
        <source>That is in the queue already.</source>
        <translation>それはすでにキューに入っています。</translation>
    </message>
</context>
<context>
    <name>_Card</name>
    <message>
        <source>Dismiss</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳しく</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
</context>
</TS>
