;; Cuts files into blocks and knows those it has met before, byte for byte. What a style is, and where in memory things
;; lie: block-cutter.ts.
;;
;; Assembled into block-cutter-wasm.ts by `node bin/setup.js --no-build bin/assemble.js`.
(module
  (memory (export "memory") 1)

  ;; Secret, so that no one can choose blocks with equal hashes.
  (global $key (mut i64) (i64.const 0))
  (global $factor (mut i64) (i64.const 1))

  ;; Addresses of the table's slots, of the records and the stored blocks, and how many there may be.
  (global $slots (mut i32) (i32.const 0))
  (global $slotMask (mut i32) (i32.const 0))
  (global $records (mut i32) (i32.const 0))
  (global $most (mut i32) (i32.const 0))
  (global $stored (mut i32) (i32.const 0))
  (global $storeLimit (mut i32) (i32.const 0))

  ;; Blocks known; the first has the number 1. Record 0 stands for the beginning of a file.
  (global $count (mut i32) (i32.const 0))

  ;; Of the file that is being cut.
  (global $end (mut i32) (i32.const 0))
  (global $style (mut i32) (i32.const 0))
  (global $indent (mut i32) (i32.const 0))
  (global $sign (mut i32) (i32.const 0))
  ;; Whether it is being cut inside of paragraphs too.
  (global $fine (mut i32) (i32.const 0))
  ;; How it is cut, in the uppermost byte: a block is known only where others are cut in the same way.
  (global $mode (mut i32) (i32.const 0))

  (func (export "begin")
    (param $key i64) (param $factor i64) (param $slots i32) (param $slotMask i32)
    (param $records i32) (param $most i32) (param $stored i32) (param $storeLimit i32)
    (global.set $key (local.get $key))
    (global.set $factor (local.get $factor))
    (global.set $slots (local.get $slots))
    (global.set $slotMask (local.get $slotMask))
    (global.set $records (local.get $records))
    (global.set $most (local.get $most))
    (global.set $stored (local.get $stored))
    (global.set $storeLimit (local.get $storeLimit))
    (global.set $count (i32.const 0)))

  (func (export "count") (result i32) (global.get $count))

  ;; Whether a block may begin at $at, or the file ends there.
  (func $starts (param $at i32) (result i32)
    (local $deep i32)
    (if (i32.ge_u (local.get $at) (global.get $end))
      (then (return (i32.eq (local.get $at) (global.get $end)))))
    (if (i32.ne (i32.load8_u (i32.sub (local.get $at) (i32.const 1))) (i32.const 0x0a))
      (then (return (i32.const 0))))
    ;; Paragraphs: behind an empty line, and not deeper than entries stand. In `importers` at lines that are four or six
    ;; spaces deep as well.
    (if (i32.eqz (global.get $style))
      (then
        (if (i32.ne (i32.load8_u (i32.sub (local.get $at) (i32.const 2))) (i32.const 0x0a))
          (then
            (if (i32.eqz (global.get $fine))
              (then (return (i32.const 0))))
            (if (i32.ne (i32.load align=1 (local.get $at)) (i32.const 0x20202020))
              (then (return (i32.const 0))))
            (return
              (i32.or
                (i32.ne (i32.load8_u offset=4 (local.get $at)) (i32.const 0x20))
                (i32.and
                  (i32.eq (i32.load8_u offset=5 (local.get $at)) (i32.const 0x20))
                  (i32.ne (i32.load8_u offset=6 (local.get $at)) (i32.const 0x20)))))))
        (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x0a))
          (then (return (i32.const 0))))
        (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x20))
          (then (return (i32.const 1))))
        (return
          (i32.and
            (i32.ne (global.get $indent) (i32.const 0))
            (i32.and
              (i32.eq (i32.load8_u offset=1 (local.get $at)) (i32.const 0x20))
              (i32.ne (i32.load8_u offset=2 (local.get $at)) (i32.const 0x20)))))))
    ;; Lines: not deeper than entries stand, not what closes one, and not empty.
    (if (i32.eq (global.get $style) (i32.const 1))
      (then
        (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x0a))
          (then (return (i32.const 0))))
        (local.set $deep
          (i32.ctz
            (i32.xor
              (i8x16.bitmask
                (i8x16.eq
                  (v128.load align=1 (local.get $at))
                  (i8x16.splat (global.get $sign))))
              (i32.const -1))))
        (if (i32.ne (local.get $deep) (global.get $indent))
          (then (return (i32.lt_u (local.get $deep) (global.get $indent)))))
        ;; The closing signs differ from the opening ones in this alone: `}` 0x7d, `]` 0x5d.
        (return
          (i32.ne
            (i32.and
              (i32.load8_u (i32.add (local.get $at) (local.get $deep)))
              (i32.const 0xdf))
            (i32.const 0x5d)))))
    ;; Tables: `[[package]]`, `[[packages]]` and `[metadata`. In `[metadata.files]` at keys as well.
    (if (global.get $fine)
      (then
        (return
          (i32.and
            (i32.gt_u (i32.load8_u (local.get $at)) (i32.const 0x20))
            (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x5d))))))
    (if (i64.eq (i64.load align=1 (local.get $at)) (i64.const 0x67616b6361705b5b))
      (then
        (return
          (i32.or
            (i32.eq (i32.load16_u offset=8 align=1 (local.get $at)) (i32.const 0x5d65))
            (i32.and
              (i32.eq (i32.load16_u offset=8 align=1 (local.get $at)) (i32.const 0x7365))
              (i32.eq (i32.load8_u offset=10 (local.get $at)) (i32.const 0x5d)))))))
    (i32.and
      (i64.eq (i64.load align=1 (local.get $at)) (i64.const 0x7461646174656d5b))
      (i32.eq (i32.load8_u offset=8 (local.get $at)) (i32.const 0x61))))

  ;; Where the block that begins at $at ends. No line break stands behind the file.
  (func $blockEnd (param $at i32) (result i32)
    (local $breaks v128)
    (local $found i32)
    (local $next i32)
    (local $isDouble i32)
    (local.set $isDouble (i32.eqz (i32.or (global.get $style) (global.get $fine))))
    (loop $further
      (if (i32.ge_u (local.get $at) (global.get $end))
        (then (return (global.get $end))))
      (local.set $breaks
        (i8x16.eq (v128.load align=1 (local.get $at)) (i8x16.splat (i32.const 0x0a))))
      (if (local.get $isDouble)
        (then
          (local.set $breaks
            (v128.and
              (local.get $breaks)
              (i8x16.eq
                (v128.load offset=1 align=1 (local.get $at))
                (i8x16.splat (i32.const 0x0a)))))))
      (local.set $found (i8x16.bitmask (local.get $breaks)))
      (loop $each
        (if (local.get $found)
          (then
            (local.set $next
              (i32.add
                (i32.add (local.get $at) (i32.ctz (local.get $found)))
                (i32.add (local.get $isDouble) (i32.const 1))))
            (if (call $starts (local.get $next))
              (then (return (local.get $next))))
            (local.set $found
              (i32.and (local.get $found) (i32.sub (local.get $found) (i32.const 1))))
            (br $each))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $further))
    (unreachable))

  (func $hash (param $at i32) (param $end i32) (result i32)
    (local $hash i64)
    (local $left i32)
    (local.set $hash
      (i64.xor
        (global.get $key)
        (i64.extend_i32_u (i32.sub (local.get $end) (local.get $at)))))
    (block $tail
      (loop $further
        (br_if $tail
          (i32.gt_u (i32.add (local.get $at) (i32.const 8)) (local.get $end)))
        (local.set $hash
          (i64.mul
            (i64.xor (local.get $hash) (i64.load align=1 (local.get $at)))
            (global.get $factor)))
        (local.set $hash
          (i64.xor (local.get $hash) (i64.shr_u (local.get $hash) (i64.const 29))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br $further)))
    (local.set $left (i32.sub (local.get $end) (local.get $at)))
    (if (local.get $left)
      (then
        (local.set $hash
          (i64.mul
            (i64.xor
              (local.get $hash)
              (i64.and
                (i64.load align=1 (local.get $at))
                (i64.sub
                  (i64.shl
                    (i64.const 1)
                    (i64.extend_i32_u (i32.shl (local.get $left) (i32.const 3))))
                  (i64.const 1))))
            (global.get $factor)))))
    (local.set $hash
      (i64.mul
        (i64.xor (local.get $hash) (i64.shr_u (local.get $hash) (i64.const 32)))
        (global.get $factor)))
    (i32.or
      (global.get $mode)
      (i32.wrap_i64 (i64.shr_u (local.get $hash) (i64.const 40)))))

  ;; Whether two stretches of bytes are the same. More may be looked at than they hold, and does not count.
  (func $same (param $a i32) (param $b i32) (param $length i32) (result i32)
    (local $stop i32)
    (local.set $stop (i32.add (local.get $a) (i32.sub (local.get $length) (i32.const 32))))
    (block $tail
      (loop $further
        (br_if $tail (i32.gt_s (local.get $a) (local.get $stop)))
        (if
          (v128.any_true
            (v128.or
              (v128.xor
                (v128.load align=1 (local.get $a))
                (v128.load align=1 (local.get $b)))
              (v128.xor
                (v128.load offset=16 align=1 (local.get $a))
                (v128.load offset=16 align=1 (local.get $b)))))
          (then (return (i32.const 0))))
        (local.set $a (i32.add (local.get $a) (i32.const 32)))
        (local.set $b (i32.add (local.get $b) (i32.const 32)))
        (br $further)))
    ;; How many are left, 0 to 31.
    (local.set $length (i32.and (local.get $length) (i32.const 31)))
    (if (i32.ge_u (local.get $length) (i32.const 16))
      (then
        (if
          (v128.any_true
            (v128.xor
              (v128.load align=1 (local.get $a))
              (v128.load align=1 (local.get $b))))
          (then (return (i32.const 0))))
        (local.set $a (i32.add (local.get $a) (i32.const 16)))
        (local.set $b (i32.add (local.get $b) (i32.const 16)))
        (local.set $length (i32.sub (local.get $length) (i32.const 16)))))
    (i32.eqz
      (i32.and
        (i32.xor
          (i8x16.bitmask
            (i8x16.eq
              (v128.load align=1 (local.get $a))
              (v128.load align=1 (local.get $b))))
          (i32.const -1))
        (i32.sub (i32.shl (i32.const 1) (local.get $length)) (i32.const 1)))))

  (func $setFine (param $fine i32)
    (global.set $fine (local.get $fine))
    (global.set $mode
      (i32.shl
        (i32.or
          (i32.or
            (i32.shl (global.get $style) (i32.const 6))
            (i32.shl (global.get $indent) (i32.const 2)))
          (i32.or
            (i32.shl (i32.eq (global.get $sign) (i32.const 0x20)) (i32.const 1))
            (local.get $fine)))
        (i32.const 24))))

  (func $recordOf (param $block i32) (result i32)
    (i32.add (global.get $records) (i32.shl (local.get $block) (i32.const 4))))

  ;; The block with these bytes: a known one, or the next. -1 where too many others are in its way, -2 where no more fit.
  (func $find (param $at i32) (param $end i32) (result i32)
    (local $hash i32)
    (local $slot i32)
    (local $block i32)
    (local $record i32)
    (local $length i32)
    (local $probes i32)
    (local $alike i32)
    (local $to i32)
    (local.set $hash (call $hash (local.get $at) (local.get $end)))
    (local.set $length (i32.sub (local.get $end) (local.get $at)))
    (local.set $slot (i32.and (local.get $hash) (global.get $slotMask)))
    (loop $probe
      (local.set $block
        (i32.load (i32.add (global.get $slots) (i32.shl (local.get $slot) (i32.const 2)))))
      (if (local.get $block)
        (then
          (local.set $record (call $recordOf (local.get $block)))
          (if (i32.eq (i32.load offset=8 (local.get $record)) (local.get $hash))
            (then
              (if (i32.eq (i32.load offset=4 (local.get $record)) (local.get $length))
                (then
                  (if
                    (call $same
                      (local.get $at)
                      (i32.load (local.get $record))
                      (local.get $length))
                    (then (return (local.get $block))))))
              (local.set $alike (i32.add (local.get $alike) (i32.const 1)))))
          (local.set $probes (i32.add (local.get $probes) (i32.const 1)))
          (if
            (i32.or
              (i32.gt_u (local.get $alike) (i32.const 8))
              (i32.gt_u (local.get $probes) (i32.const 512)))
            (then (return (i32.const -1))))
          (local.set $slot
            (i32.and (i32.add (local.get $slot) (i32.const 1)) (global.get $slotMask)))
          (br $probe))))
    (if
      (i32.or
        (i32.ge_u (i32.add (global.get $count) (i32.const 1)) (global.get $most))
        (i32.gt_u
          (i32.add (local.get $length) (i32.const 64))
          (i32.sub (global.get $storeLimit) (global.get $stored))))
      (then (return (i32.const -2))))
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (i32.store
      (i32.add (global.get $slots) (i32.shl (local.get $slot) (i32.const 2)))
      (global.get $count))
    (local.set $record (call $recordOf (global.get $count)))
    (i32.store (local.get $record) (global.get $stored))
    (i32.store offset=4 (local.get $record) (local.get $length))
    (i32.store offset=8 (local.get $record) (local.get $hash))
    (i32.store offset=12 (local.get $record) (i32.const 0))
    (local.set $to (global.get $stored))
    (global.set $stored (i32.add (global.get $stored) (local.get $length)))
    ;; Up to fifteen bytes too many: the next block is written over them.
    (loop $copy
      (if (i32.lt_u (local.get $to) (global.get $stored))
        (then
          (v128.store align=1 (local.get $to) (v128.load align=1 (local.get $at)))
          (local.set $to (i32.add (local.get $to) (i32.const 16)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br $copy))))
    (global.get $count))

  ;; Cuts what lies from $at to $end and writes the numbers of its blocks to $out. Gives how many these are; -1 where the
  ;; file is not to be cut, -2 where no more blocks fit.
  (func (export "cut")
    (param $at i32) (param $end i32) (param $style i32) (param $indent i32) (param $sign i32)
    (param $out i32) (param $limit i32)
    (result i32)
    (local $before i32)
    (local $block i32)
    (local $record i32)
    (local $behind i32)
    (local $from i32)
    (global.set $end (local.get $end))
    (global.set $style (local.get $style))
    (global.set $indent (local.get $indent))
    (global.set $sign (local.get $sign))
    (call $setFine (i32.const 0))
    (local.set $from (local.get $out))
    (local.set $before (global.get $records))
    (block $done
      (loop $blocks
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (if (i32.ge_u (local.get $out) (local.get $limit))
          (then (return (i32.const -1))))
        (if (i32.gt_u (i32.load8_u (local.get $at)) (i32.const 0x20))
          (then
            (call $setFine
              (select
                (select
                  ;; `[metadat`, `a.files]`
                  (i32.and
                    (i64.eq (i64.load align=1 (local.get $at)) (i64.const 0x7461646174656d5b))
                    (i64.eq
                      (i64.load offset=8 align=1 (local.get $at))
                      (i64.const 0x5d73656c69662e61)))
                  (global.get $fine)
                  (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x5b)))
                (i32.and
                  (i32.eq (local.get $indent) (i32.const 2))
                  (i32.and
                    (i32.eqz (local.get $style))
                    (i64.eq (i64.load align=1 (local.get $at)) (i64.const 0x726574726f706d69))))
                (i32.eq (local.get $style) (i32.const 2))))))
        ;; What followed the block before the last time follows it most times.
        (local.set $block (i32.load offset=12 (local.get $before)))
        (block $known
          (if (local.get $block)
            (then
              (local.set $record (call $recordOf (local.get $block)))
              (local.set $behind
                (i32.add (local.get $at) (i32.load offset=4 (local.get $record))))
              (if
                (i32.and
                  (i32.le_u (local.get $behind) (local.get $end))
                  (i32.eq
                    (i32.and (i32.load offset=8 (local.get $record)) (i32.const 0xff000000))
                    (global.get $mode)))
                (then
                  (if
                    (call $same
                      (local.get $at)
                      (i32.load (local.get $record))
                      (i32.load offset=4 (local.get $record)))
                    (then (br_if $known (call $starts (local.get $behind)))))))))
          (local.set $behind (call $blockEnd (local.get $at)))
          (local.set $block (call $find (local.get $at) (local.get $behind)))
          (if (i32.lt_s (local.get $block) (i32.const 0))
            (then (return (local.get $block))))
          (i32.store offset=12 (local.get $before) (local.get $block))
          (local.set $record (call $recordOf (local.get $block))))
        (i32.store (local.get $out) (local.get $block))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $before (local.get $record))
        (local.set $at (local.get $behind))
        (br $blocks)))
    (i32.shr_u (i32.sub (local.get $out) (local.get $from)) (i32.const 2)))
)
