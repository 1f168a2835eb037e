;; Reads JSON (RFC 8259) from memory in one pass and writes a tape of its values. Strings, white space and whatever
;; else is long is looked at sixteen bytes at a time. How the tape is laid out: json-tape.ts.
;;
;; Assembled into json-tape-wasm.ts by `node bin/setup.js --no-build bin/assemble.js`.
(module
  (memory (export "memory") 1)

  ;; Over white space: the first place from $at that is none.
  (func $skipSpace (param $at i32) (result i32)
    (local $signs v128)
    (local $others i32)
    (if (i32.gt_u (i32.load8_u (local.get $at)) (i32.const 0x20))
      (then (return (local.get $at))))
    (loop $further
      (local.set $signs (v128.load align=1 (local.get $at)))
      (local.set $others
        (i32.xor
          (i32.const 0xffff)
          (i8x16.bitmask
            (v128.or
              (v128.or
                (i8x16.eq (local.get $signs) (i8x16.splat (i32.const 0x20)))
                (i8x16.eq (local.get $signs) (i8x16.splat (i32.const 0x0a))))
              (v128.or
                (i8x16.eq (local.get $signs) (i8x16.splat (i32.const 0x0d)))
                (i8x16.eq (local.get $signs) (i8x16.splat (i32.const 0x09))))))))
      (if (local.get $others)
        (then (return (i32.add (local.get $at) (i32.ctz (local.get $others))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $further))
    (unreachable))

  ;; Within a string: the first quote, backslash or control character from $at.
  (func $nextSign (param $at i32) (result i32)
    (local $signs v128)
    (local $found i32)
    (loop $further
      (local.set $signs (v128.load align=1 (local.get $at)))
      (local.set $found
        (i8x16.bitmask
          (v128.or
            (v128.or
              (i8x16.eq (local.get $signs) (i8x16.splat (i32.const 0x22)))
              (i8x16.eq (local.get $signs) (i8x16.splat (i32.const 0x5c))))
            (i8x16.le_u (local.get $signs) (i8x16.splat (i32.const 0x1f))))))
      (if (local.get $found)
        (then (return (i32.add (local.get $at) (i32.ctz (local.get $found))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $further))
    (unreachable))

  (func $isHex (param $byte i32) (result i32)
    (i32.or
      (i32.lt_u (i32.sub (local.get $byte) (i32.const 0x30)) (i32.const 10))
      (i32.lt_u
        (i32.sub (i32.or (local.get $byte) (i32.const 0x20)) (i32.const 0x61))
        (i32.const 6))))

  ;; Over an escape, whose backslash is at $at; -1 where it is none.
  (func $skipEscape (param $at i32) (result i32)
    (local $kind i32)
    (local.set $kind (i32.load8_u offset=1 (local.get $at)))
    (if (i32.eq (local.get $kind) (i32.const 0x75))
      (then
        (return
          (select
            (i32.add (local.get $at) (i32.const 6))
            (i32.const -1)
            (i32.and
              (i32.and
                (call $isHex (i32.load8_u offset=2 (local.get $at)))
                (call $isHex (i32.load8_u offset=3 (local.get $at))))
              (i32.and
                (call $isHex (i32.load8_u offset=4 (local.get $at)))
                (call $isHex (i32.load8_u offset=5 (local.get $at)))))))))
    ;; " \ / b f n r t
    (select
      (i32.add (local.get $at) (i32.const 2))
      (i32.const -1)
      (i32.or
        (i32.or
          (i32.or
            (i32.eq (local.get $kind) (i32.const 0x22))
            (i32.eq (local.get $kind) (i32.const 0x5c)))
          (i32.or
            (i32.eq (local.get $kind) (i32.const 0x2f))
            (i32.eq (local.get $kind) (i32.const 0x62))))
        (i32.or
          (i32.or
            (i32.eq (local.get $kind) (i32.const 0x66))
            (i32.eq (local.get $kind) (i32.const 0x6e)))
          (i32.or
            (i32.eq (local.get $kind) (i32.const 0x72))
            (i32.eq (local.get $kind) (i32.const 0x74)))))))

  ;; Over digits, which may be none.
  (func $skipDigits (param $at i32) (result i32)
    (loop $further
      (if
        (i32.lt_u
          (i32.sub (i32.load8_u (local.get $at)) (i32.const 0x30))
          (i32.const 10))
        (then
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $further))))
    (local.get $at))

  ;; Over a number; -1 where it is none.
  (func $skipNumber (param $at i32) (result i32)
    (local $from i32)
    (local $byte i32)
    (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x2d))
      (then (local.set $at (i32.add (local.get $at) (i32.const 1)))))
    (local.set $from (local.get $at))
    (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x30))
      (then (local.set $at (i32.add (local.get $at) (i32.const 1))))
      (else (local.set $at (call $skipDigits (local.get $at)))))
    (if (i32.eq (local.get $at) (local.get $from))
      (then (return (i32.const -1))))
    (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x2e))
      (then
        (local.set $from (i32.add (local.get $at) (i32.const 1)))
        (local.set $at (call $skipDigits (local.get $from)))
        (if (i32.eq (local.get $at) (local.get $from))
          (then (return (i32.const -1))))))
    (if
      (i32.eq (i32.or (i32.load8_u (local.get $at)) (i32.const 0x20)) (i32.const 0x65))
      (then
        (local.set $from (i32.add (local.get $at) (i32.const 1)))
        (local.set $byte (i32.load8_u (local.get $from)))
        (if
          (i32.or
            (i32.eq (local.get $byte) (i32.const 0x2b))
            (i32.eq (local.get $byte) (i32.const 0x2d)))
          (then (local.set $from (i32.add (local.get $from) (i32.const 1)))))
        (local.set $at (call $skipDigits (local.get $from)))
        (if (i32.eq (local.get $at) (local.get $from))
          (then (return (i32.const -1))))))
    (local.get $at))

  ;; Over true, false, null or a number; -1 where it is none.
  (func $skipWord (param $at i32) (result i32)
    (local $four i32)
    (local.set $four (i32.load align=1 (local.get $at)))
    ;; "true", "null" and "fals", their first letters lowest
    (if
      (i32.or
        (i32.eq (local.get $four) (i32.const 0x65757274))
        (i32.eq (local.get $four) (i32.const 0x6c6c756e)))
      (then (return (i32.add (local.get $at) (i32.const 4)))))
    (if
      (i32.and
        (i32.eq (local.get $four) (i32.const 0x736c6166))
        (i32.eq (i32.load8_u offset=4 (local.get $at)) (i32.const 0x65)))
      (then (return (i32.add (local.get $at) (i32.const 5)))))
    (call $skipNumber (local.get $at)))

  ;; Reads the $end bytes at 0, behind which sixteen zeros stand, and writes the tape from $tape up to $limit.
  ;; Gives the tape's length in words; -1 where the bytes are not JSON; -2 where the tape is too small.
  ;; $trailing: whether a comma may stand in front of a closing brace or bracket.
  (func (export "read")
    (param $end i32) (param $tape i32) (param $limit i32) (param $trailing i32) (result i32)
    (local $at i32)
    (local $to i32) ;; where the next node goes
    (local $open i32) ;; the innermost open container's node; 0 for none
    (local $around i32)
    (local $byte i32)
    (local $brace i32) ;; what closes the innermost open container
    (local $escaped i32)
    (local $isKey i32)
    (local.set $to (local.get $tape))
    (local.set $limit (i32.sub (local.get $limit) (i32.const 8)))
    (local.set $at (call $skipSpace (i32.const 0)))
    (loop $value
      (block $after
        (if (i32.gt_u (local.get $to) (local.get $limit))
          (then (return (i32.const -2))))
        (i32.store (local.get $to) (local.get $at))
        (local.set $byte (i32.load8_u (local.get $at)))

        (if (i32.eq (local.get $byte) (i32.const 0x22))
          (then
            (local.set $escaped (i32.const 0))
            (local.set $at (call $nextSign (i32.add (local.get $at) (i32.const 1))))
            (block $closed
              (loop $string
                (local.set $byte (i32.load8_u (local.get $at)))
                (br_if $closed (i32.eq (local.get $byte) (i32.const 0x22)))
                (if (i32.ne (local.get $byte) (i32.const 0x5c))
                  (then (return (i32.const -1))))
                (local.set $at (call $skipEscape (local.get $at)))
                (if (i32.eq (local.get $at) (i32.const -1))
                  (then (return (i32.const -1))))
                (local.set $escaped (i32.const -1))
                (local.set $at (call $nextSign (local.get $at)))
                (br $string)))
            (local.set $at (i32.add (local.get $at) (i32.const 1)))
            ;; The complement of its end marks a string with escapes.
            (i32.store offset=4 (local.get $to) (i32.xor (local.get $at) (local.get $escaped)))
            (local.set $to (i32.add (local.get $to) (i32.const 8)))
            (br_if $after (i32.eqz (local.get $isKey)))
            (local.set $isKey (i32.const 0))
            (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x3a))
              (then
                (local.set $at (call $skipSpace (local.get $at)))
                (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x3a))
                  (then (return (i32.const -1))))))
            (local.set $at (i32.add (local.get $at) (i32.const 1)))
            ;; Mostly one space follows, or none.
            (local.set $at
              (i32.add
                (local.get $at)
                (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x20))))
            (if (i32.le_u (i32.load8_u (local.get $at)) (i32.const 0x20))
              (then (local.set $at (call $skipSpace (local.get $at)))))
            (br $value)))
        (if (local.get $isKey)
          (then (return (i32.const -1))))

        ;; { and [, which differ in one bit, and by two from what closes them
        (if (i32.eq (i32.or (local.get $byte) (i32.const 0x20)) (i32.const 0x7b))
          (then
            ;; While a container is open, its node holds the one around it.
            (i32.store offset=4 (local.get $to) (local.get $open))
            (local.set $open (local.get $to))
            (local.set $to (i32.add (local.get $to) (i32.const 8)))
            (local.set $brace (i32.add (local.get $byte) (i32.const 2)))
            (local.set $at (call $skipSpace (i32.add (local.get $at) (i32.const 1))))
            (br_if $after (i32.eq (i32.load8_u (local.get $at)) (local.get $brace)))
            (local.set $isKey (i32.eq (local.get $brace) (i32.const 0x7d)))
            (br $value)))

        (local.set $at (call $skipWord (local.get $at)))
        (if (i32.eq (local.get $at) (i32.const -1))
          (then (return (i32.const -1))))
        (i32.store offset=4 (local.get $to) (local.get $at))
        (local.set $to (i32.add (local.get $to) (i32.const 8))))

      (loop $afterValue
        (if (i32.le_u (i32.load8_u (local.get $at)) (i32.const 0x20))
          (then (local.set $at (call $skipSpace (local.get $at)))))
        (if (i32.eqz (local.get $open))
          (then
            (return
              (select
                (i32.shr_u (i32.sub (local.get $to) (local.get $tape)) (i32.const 2))
                (i32.const -1)
                (i32.eq (local.get $at) (local.get $end))))))
        (local.set $byte (i32.load8_u (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (if (i32.eq (local.get $byte) (local.get $brace))
          (then
            (local.set $around (i32.load offset=4 (local.get $open)))
            (i32.store offset=4
              (local.get $open)
              (i32.shr_u (i32.sub (local.get $to) (local.get $tape)) (i32.const 2)))
            (local.set $open (local.get $around))
            (if (local.get $open)
              (then
                (local.set $brace
                  (i32.add (i32.load8_u (i32.load (local.get $open))) (i32.const 2)))))
            (br $afterValue)))
        (if (i32.ne (local.get $byte) (i32.const 0x2c))
          (then (return (i32.const -1))))
        (local.set $at (call $skipSpace (local.get $at)))
        (br_if $afterValue
          (i32.and
            (local.get $trailing)
            (i32.eq (i32.load8_u (local.get $at)) (local.get $brace))))
        (local.set $isKey (i32.eq (local.get $brace) (i32.const 0x7d)))
        (br $value)))
    (unreachable)))
