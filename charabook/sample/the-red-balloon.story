Title: Gerald, a Balloon
  ja: ふうせんのジェラルド
Author: charabook
Format: square-210
Languages: en, ja
Seed: 5

# Cast

## Mina
about: Knows a great deal about balloons, most of it true.
look: a girl with light skin and red pigtails in a yellow dress

## Pip
about: A small fox with large feelings.
look: a fox in a green sweater

# Settings

meadow: a flower meadow
village: a village street
mountains: snowy mountains
lake: a lake
bedroom: a bedroom

# Page 1

## Panel #start
setting: meadow
shot: full
> Pip left, happy: holding a red balloon
title: Gerald, a Balloon
  ja: ふうせんのジェラルド
note: Gerald must look like the best balloon in the world.

# Page 2: wave

## Panel #the-gift
setting: meadow
shot: full
> Pip left, happy: holding a red balloon
> Mina right: standing
caption: On Monday, somebody gave Pip a balloon.
  ja: 月曜日、ピップは ふうせんを もらいました。
Pip: I shall call him Gerald.
  ja: 名前は ジェラルドに する。
Mina: He does look like a Gerald.
  ja: たしかに ジェラルドって 顔ね。

# Page 3: wave

## Panel #the-clap
setting: meadow
shot: full
> Pip centre, happy: jumping for joy
caption: Pip was so happy that he clapped. With both hands.
  ja: うれしくて、ピップは 手を たたきました。両手で。
sfx: CLAP!
  ja: パチン！

# Page 4: wave

## Panel #the-mistake
setting: meadow
shot: full
> Pip centre, sad: crying
caption: Gerald left at once.
  ja: ジェラルドは すぐに 行って しまいました。
Pip: I needed that hand!
  ja: あの手は はなしちゃ だめだった！

# Page 5

## Panel #the-search
setting: village
shot: full
> Mina left: walking
> Pip right: walking
Mina: Balloons never go far. They like company.
  ja: ふうせんは 遠くへは 行かないの。さみしがりだから。
Pip: Then why did he go UP?
  ja: じゃあ どうして 上へ 行ったの？

# Spread 6-7

## Panel #the-mountains
setting: mountains
shot: full
> Pip centre: waving
caption: They looked in the mountains, where a balloon might stop to rest.
  ja: ふたりは 山も さがしました。つかれた ふうせんが 休んで いるかも しれません。
Pip (shouts): GERALD!
  ja: ジェラルドー！

## Panel #the-advice
setting: mountains
shot: full
> Mina centre: standing
Mina: Try it more politely.
  ja: もっと ていねいに よんで みて。

# Page 8

## Panel #the-book
setting: lake
shot: full
> Mina left: reading a book
> Pip right: standing
Mina: It says a balloon goes where it is wanted most.
  ja: 「ふうせんは いちばん ほしがる人の ところへ 行く」って。
Pip: Does it give an address?
  ja: 住所は 書いて ある？

# Page 9: wave

## Panel #the-night
setting: bedroom, at night
shot: full
> Pip centre, sad: sitting
caption: That night the bed was very big and very quiet.
  ja: その夜、ベッドは とても 広くて とても しずかでした。
Pip (thinks): Good night, Gerald. Wherever you are.
  ja: おやすみ、ジェラルド。どこに いても。

# Page 10

## Panel #guess-who
setting: bedroom
shot: full
> Mina left, happy: holding a red balloon
> Pip right, happy: jumping for joy
Mina: Guess who was stuck in my chimney.
  ja: うちの えんとつに だれが いたと 思う？
Pip (shouts): GERALD!
  ja: ジェラルド！

# Page 11: wave

## Panel #the-end
setting: meadow
shot: full
> Mina left, happy: waving
> Pip right, happy: holding a red balloon
caption: Now Gerald has a much longer string, and Pip claps with his feet.
  ja: いま ジェラルドの ひもは ずっと 長く、ピップは 足で はくしゅを します。
Mina: He says hello.
  ja: よろしく、だって。

# Page 12: wave

## Panel #good-night
setting: bedroom, at night
shot: full
> Pip left, happy: holding a red balloon
caption: And that night the bed was exactly the right size.
  ja: そして その夜、ベッドは ちょうど いい 大きさでした。
Pip (thinks): Good night, Gerald.
  ja: おやすみ、ジェラルド。
