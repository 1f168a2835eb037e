;; Takes the lines of block YAML apart, as lockfile writers write it, and writes a record for each. Text is looked at
;; sixteen bytes at a time. How a record is laid out, and what a dialect is: line-tape.ts.
;;
;; Assembled into line-tape-wasm.ts by `node bin/setup.js --no-build bin/assemble.js`.
(module
  (memory (export "memory") 1)

  ;; What was found of the line that is being read.
  (global $kind (mut i32) (i32.const 0))
  (global $key (mut i32) (i32.const 0))
  (global $keyEnd (mut i32) (i32.const 0))
  (global $value (mut i32) (i32.const 0))
  (global $valueEnd (mut i32) (i32.const 0))
  (global $next (mut i32) (i32.const 0))

  ;; The first byte from $at that is not in a set: its low nibble has bits in the first half of the set, one of which its
  ;; high nibble has in the second. Line ends and zeros are in none.
  (func $behind (param $at i32) (param $set i32) (result i32)
    (local $signs v128)
    (local $low v128)
    (local $high v128)
    (local $found i32)
    (local.set $low (v128.load (local.get $set)))
    (local.set $high (v128.load offset=16 (local.get $set)))
    (loop $further
      (local.set $signs (v128.load align=1 (local.get $at)))
      (local.set $found
        (i8x16.bitmask
          (i8x16.eq
            (v128.and
              (i8x16.swizzle
                (local.get $low)
                (v128.and (local.get $signs) (i8x16.splat (i32.const 0x0f))))
              (i8x16.swizzle
                (local.get $high)
                (i8x16.shr_u (local.get $signs) (i32.const 4))))
            (i8x16.splat (i32.const 0)))))
      (if (local.get $found)
        (then (return (i32.add (local.get $at) (i32.ctz (local.get $found))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $further))
    (unreachable))

  ;; The first byte from $at that is not in a set, is a colon that a space or a line end follows, or a space that a
  ;; number sign follows.
  (func $plainEnd (param $at i32) (param $set i32) (result i32)
    (local $signs v128)
    (local $after v128)
    (local $low v128)
    (local $high v128)
    (local $found i32)
    (local.set $low (v128.load (local.get $set)))
    (local.set $high (v128.load offset=16 (local.get $set)))
    (loop $further
      (local.set $signs (v128.load align=1 (local.get $at)))
      (local.set $after (v128.load offset=1 align=1 (local.get $at)))
      (local.set $found
        (i8x16.bitmask
          (v128.or
            (i8x16.eq
            (v128.and
              (i8x16.swizzle
                (local.get $low)
                (v128.and (local.get $signs) (i8x16.splat (i32.const 0x0f))))
              (i8x16.swizzle
                (local.get $high)
                (i8x16.shr_u (local.get $signs) (i32.const 4))))
            (i8x16.splat (i32.const 0)))
            (v128.or
              (v128.and
                (i8x16.eq (local.get $signs) (i8x16.splat (i32.const 0x3a)))
                (i8x16.le_u (local.get $after) (i8x16.splat (i32.const 0x20))))
              (v128.and
                (i8x16.eq (local.get $signs) (i8x16.splat (i32.const 0x20)))
                (i8x16.eq (local.get $after) (i8x16.splat (i32.const 0x23))))))))
      (if (local.get $found)
        (then (return (i32.add (local.get $at) (i32.ctz (local.get $found))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $further))
    (unreachable))

  ;; The next line end. There is one at the end of the text.
  (func $lineEnd (param $at i32) (result i32)
    (local $found i32)
    (loop $further
      (local.set $found
        (i8x16.bitmask
          (i8x16.eq (v128.load align=1 (local.get $at)) (i8x16.splat (i32.const 0x0a)))))
      (if (local.get $found)
        (then (return (i32.add (local.get $at) (i32.ctz (local.get $found))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $further))
    (unreachable))

  (func $spaces (param $at i32) (result i32)
    (loop $further
      (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x20))
        (then
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $further))))
    (local.get $at))

  (func $step (param $hash i32) (param $word i32) (result i32)
    (local.set $hash
      (i32.mul (i32.xor (local.get $hash) (local.get $word)) (i32.const 0x85ebca6b)))
    (i32.xor (local.get $hash) (i32.shr_u (local.get $hash) (i32.const 15))))

  ;; The hash of a text, four bytes at a time: `textHash` of line-hash.ts.
  (func $hash (export "hash") (param $at i32) (param $end i32) (result i32)
    (local $hash i32)
    (local $left i32)
    (local.set $left (i32.sub (local.get $end) (local.get $at)))
    (local.set $hash (i32.mul (local.get $left) (i32.const 0x9e3779b1)))
    (loop $further
      (if (i32.ge_s (local.get $left) (i32.const 4))
        (then
          (local.set $hash
            (call $step (local.get $hash) (i32.load align=1 (local.get $at))))
          (local.set $at (i32.add (local.get $at) (i32.const 4)))
          (local.set $left (i32.sub (local.get $left) (i32.const 4)))
          (br $further))))
    (if (i32.gt_s (local.get $left) (i32.const 0))
      (then
        (local.set $hash
          (call $step
            (local.get $hash)
            (i32.and
              (i32.load align=1 (local.get $at))
              (i32.sub
                (i32.shl (i32.const 1) (i32.shl (local.get $left) (i32.const 3)))
                (i32.const 1)))))))
    (local.get $hash))

  ;; Whether a quoted text, whose quote is at $at, ends where a sign stands behind its quote: it leaves its closing
  ;; quote in $valueEnd. Quotes may be doubled within, which makes the kind 2.
  (func $quoted (param $at i32) (param $dialect i32) (result i32)
    (local $quote i32)
    (local.set $quote (i32.load8_u (local.get $at)))
    (global.set $value (i32.add (local.get $at) (i32.const 1)))
    (local.set $at (global.get $value))
    (loop $further
      (local.set $at
        (call $behind (local.get $at) (i32.add (local.get $dialect) (i32.const 544))))
      (if (i32.ne (i32.load8_u (local.get $at)) (local.get $quote))
        (then (return (i32.const 0))))
      (if
        (i32.and
          (i32.eq (local.get $quote) (i32.const 0x27))
          (i32.eq (i32.load8_u offset=1 (local.get $at)) (local.get $quote)))
        (then
          (global.set $kind (i32.const 2))
          (local.set $at (i32.add (local.get $at) (i32.const 2)))
          (br $further))))
    (global.set $valueEnd (local.get $at))
    (i32.const 1))

  ;; Over a scalar that fills the rest of its line; 0 where it is not as it should be.
  (func $scalar (param $at i32) (param $dialect i32) (param $first i32) (result i32)
    (local $end i32)
    (if (i32.eq (local.get $first) (i32.const 2))
      (then
        (if (i32.eqz (call $quoted (local.get $at) (local.get $dialect)))
          (then (return (i32.const 0))))
        (global.set $next (i32.add (global.get $valueEnd) (i32.const 2)))
        (return
          (i32.eq (i32.load8_u offset=1 (global.get $valueEnd)) (i32.const 0x0a)))))
    (if (i32.ne (local.get $first) (i32.const 1))
      (then (return (i32.const 0))))
    (local.set $end
      (call $plainEnd (local.get $at) (i32.add (local.get $dialect) (i32.const 576))))
    (global.set $value (local.get $at))
    (global.set $valueEnd (local.get $end))
    (global.set $next (i32.add (local.get $end) (i32.const 1)))
    (i32.and
      (i32.eq (i32.load8_u (local.get $end)) (i32.const 0x0a))
      (i32.ne (i32.load8_u (i32.sub (local.get $end) (i32.const 1))) (i32.const 0x20))))

  ;; Whether a mapping of one word to another, or to a quoted text, begins here and fills its line.
  (func $isPair (param $at i32) (param $dialect i32) (result i32)
    (local $end i32)
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (if
      (i32.ne
        (i32.load8_u (i32.add (local.get $dialect) (i32.load8_u (local.get $at))))
        (i32.const 1))
      (then (return (i32.const 0))))
    (local.set $end
      (call $behind (local.get $at) (i32.add (local.get $dialect) (i32.const 640))))
    ;; ": "
    (if
      (i32.or
        (i32.eq (local.get $end) (local.get $at))
        (i32.ne (i32.load16_u align=1 (local.get $end)) (i32.const 0x203a)))
      (then (return (i32.const 0))))
    (local.set $at (i32.add (local.get $end) (i32.const 2)))
    (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x27))
      (then
        (local.set $end
          (call $behind
            (i32.add (local.get $at) (i32.const 1))
            (i32.add (local.get $dialect) (i32.const 544))))
        (if (i32.ne (i32.load8_u (local.get $end)) (i32.const 0x27))
          (then (return (i32.const 0))))
        (local.set $end (i32.add (local.get $end) (i32.const 1))))
      (else
        (if
          (i32.ne
            (i32.load8_u (i32.add (local.get $dialect) (i32.load8_u (local.get $at))))
            (i32.const 1))
          (then (return (i32.const 0))))
        (local.set $end
          (call $behind (local.get $at) (i32.add (local.get $dialect) (i32.const 640))))
        (if (i32.eq (local.get $end) (local.get $at))
          (then (return (i32.const 0))))))
    (global.set $valueEnd (i32.add (local.get $end) (i32.const 1)))
    (global.set $next (i32.add (local.get $end) (i32.const 2)))
    ;; "}" and the end of the line
    (i32.eq (i32.load16_u align=1 (local.get $end)) (i32.const 0x0a7d)))

  ;; Over a flow: kind 3 for an empty mapping, 7 for one that is known to be well, 4 for all others.
  (func $flow (param $at i32) (param $dialect i32)
    (local $sign i32)
    (local.set $sign (i32.load8_u (local.get $at)))
    (global.set $value (local.get $at))
    (if
      (i32.and
        (i32.eq
          (i32.load8_u offset=1 (local.get $at))
          (i32.add (local.get $sign) (i32.const 2)))
        (i32.eq (i32.load8_u offset=2 (local.get $at)) (i32.const 0x0a)))
      (then
        (global.set $kind
          (select
            (i32.const 3)
            (i32.const 7)
            (i32.eq (local.get $sign) (i32.const 0x7b))))
        (global.set $valueEnd (i32.add (local.get $at) (i32.const 2)))
        (global.set $next (i32.add (local.get $at) (i32.const 3)))
        (return)))
    (if (i32.eq (local.get $sign) (i32.const 0x7b))
      (then
        (if (call $isPair (local.get $at) (local.get $dialect))
          (then
            (global.set $kind (i32.const 7))
            (return)))))
    (global.set $kind (i32.const 4))
    (global.set $valueEnd (call $lineEnd (local.get $at)))
    (global.set $next (i32.add (global.get $valueEnd) (i32.const 1))))

  ;; Over a block scalar, whose header is at $at and whose lines have this many spaces in front, to the line behind it; 0
  ;; for one without lines, and for one that is written otherwise.
  (func $block (param $at i32) (param $indent i32) (param $dialect i32) (result i32)
    (local $text i32)
    (local $isFilled i32)
    (global.set $value (local.get $at))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x2d))
      (then (local.set $at (i32.add (local.get $at) (i32.const 1)))))
    (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x0a))
      (then (return (i32.const 0))))
    (global.set $valueEnd (local.get $at))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (block $done
      (loop $further
        (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x0a))
          (then
            (local.set $at (i32.add (local.get $at) (i32.const 1)))
            (br $further)))
        (local.set $text (call $spaces (local.get $at)))
        (if (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x0a))
          (then (return (i32.const 0))))
        (br_if $done
          (i32.lt_s (i32.sub (local.get $text) (local.get $at)) (local.get $indent)))
        (if
          (i32.and
            (i32.eqz (local.get $isFilled))
            (i32.gt_s (i32.sub (local.get $text) (local.get $at)) (local.get $indent)))
          (then (return (i32.const 0))))
        (local.set $isFilled (i32.const 1))
        (local.set $at
          (call $behind (local.get $text) (i32.add (local.get $dialect) (i32.const 608))))
        (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x0a))
          (then (return (i32.const 0))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $further)))
    (global.set $next (local.get $at))
    (local.get $isFilled))

  ;; Over a key, to behind its colon; 0 where there is none, or it is none that is read here.
  (func $keyed (param $at i32) (param $dialect i32) (param $first i32) (result i32)
    (local $end i32)
    (local $before i32)
    (if (i32.eq (local.get $first) (i32.const 2))
      (then
        (global.set $key (i32.add (local.get $at) (i32.const 1)))
        (local.set $end
          (call $behind (global.get $key) (i32.add (local.get $dialect) (i32.const 544))))
        (global.set $keyEnd (local.get $end))
        (if (i32.ne (i32.load8_u (local.get $end)) (i32.load8_u (local.get $at)))
          (then (return (i32.const 0))))
        (local.set $end (i32.add (local.get $end) (i32.const 1))))
      (else
        (local.set $end
          (call $plainEnd (local.get $at) (i32.add (local.get $dialect) (i32.const 512))))
        (global.set $key (local.get $at))
        (global.set $keyEnd (local.get $end))
        (local.set $before (i32.load8_u (i32.sub (local.get $end) (i32.const 1))))
        (if
          (i32.or
            (i32.eq (local.get $before) (i32.const 0x20))
            (i32.eq (local.get $before) (i32.const 0x3a)))
          (then (return (i32.const 0))))))
    (if (i32.ne (i32.load8_u (local.get $end)) (i32.const 0x3a))
      (then (return (i32.const 0))))
    ;; js-yaml stops at 1024.
    (if (i32.gt_s (i32.sub (local.get $end) (local.get $at)) (i32.const 1000))
      (then (return (i32.const 0))))
    (i32.add (local.get $end) (i32.const 1)))

  ;; Over a line whose text begins at $at, behind this many spaces; 0 where it is none that is read here.
  (func $line (param $at i32) (param $indent i32) (param $dialect i32) (result i32)
    (local $first i32)
    (local.set $first
      (i32.load8_u (i32.add (local.get $dialect) (i32.load8_u (local.get $at)))))
    (if (i32.eqz (local.get $first))
      (then (return (i32.const 0))))
    (if (i32.eq (local.get $first) (i32.const 3))
      (then
        (global.set $key (local.get $at))
        (global.set $keyEnd (local.get $at))
        (if (i32.ne (i32.load8_u offset=1 (local.get $at)) (i32.const 0x20))
          (then (return (i32.const 0))))
        (local.set $at (i32.add (local.get $at) (i32.const 2)))
        (local.set $first
          (i32.load8_u offset=256 (i32.add (local.get $dialect) (i32.load8_u (local.get $at)))))
        (local.set $first
          (call $scalar (local.get $at) (local.get $dialect) (local.get $first)))
        (global.set $kind (i32.const 6))
        (return (local.get $first))))
    (local.set $at (call $keyed (local.get $at) (local.get $dialect) (local.get $first)))
    (if (i32.eqz (local.get $at))
      (then (return (i32.const 0))))
    (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x0a))
      (then
        (global.set $kind (i32.const 0))
        (global.set $value (local.get $at))
        (global.set $valueEnd (local.get $at))
        (global.set $next (i32.add (local.get $at) (i32.const 1)))
        (return (i32.const 1))))
    (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x20))
      (then (return (i32.const 0))))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (local.set $first
      (i32.load8_u offset=256 (i32.add (local.get $dialect) (i32.load8_u (local.get $at)))))
    (if (i32.eq (local.get $first) (i32.const 3))
      (then
        (call $flow (local.get $at) (local.get $dialect))
        (return (i32.const 1))))
    (if (i32.eq (local.get $first) (i32.const 4))
      (then
        (global.set $kind (i32.const 5))
        (return
          (call $block
            (local.get $at)
            (i32.add (local.get $indent) (i32.const 2))
            (local.get $dialect)))))
    (global.set $kind (i32.const 1))
    (call $scalar (local.get $at) (local.get $dialect) (local.get $first)))

  ;; Reads all lines from $at to $end and gives the end of the records, which begin at $out; -1 where they do not fit.
  (func (export "read")
    (param $at i32) (param $end i32) (param $out i32) (param $limit i32) (param $dialect i32)
    (result i32)
    (local $text i32)
    (local $indent i32)
    (block $done
      (loop $lines
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x0a))
          (then
            (local.set $at (i32.add (local.get $at) (i32.const 1)))
            (br $lines)))
        (if (i32.gt_u (i32.add (local.get $out) (i32.const 32)) (local.get $limit))
          (then (return (i32.const -1))))
        (local.set $text (call $spaces (local.get $at)))
        (local.set $indent (i32.sub (local.get $text) (local.get $at)))
        (if (call $line (local.get $text) (local.get $indent) (local.get $dialect))
          (then
            (i32.store offset=16
              (local.get $out)
              (call $hash (global.get $key) (global.get $keyEnd))))
          (else
            (global.set $kind (i32.const 8))
            (global.set $next
              (i32.add (call $lineEnd (local.get $text)) (i32.const 1)))))
        (i32.store (local.get $out) (global.get $kind))
        (i32.store offset=4 (local.get $out) (local.get $indent))
        (i32.store offset=8 (local.get $out) (global.get $key))
        (i32.store offset=12 (local.get $out) (global.get $keyEnd))
        (i32.store offset=20 (local.get $out) (global.get $value))
        (i32.store offset=24 (local.get $out) (global.get $valueEnd))
        (i32.store offset=28 (local.get $out) (local.get $at))
        (local.set $at (global.get $next))
        (local.set $out (i32.add (local.get $out) (i32.const 32)))
        (br $lines)))
    (local.get $out)))
