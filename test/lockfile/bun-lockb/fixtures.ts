import { inflateRawSync } from 'node:zlib';

/*
 * What real buns wrote for small projects of ours, from a registry on this machine (its address was changed to one of
 * the same length). Deflated, base64. What the files hold is said by `bun bun.lockb`, which prints them as yarn's.
 *
 * simple: an alias of a pre-release, versions of ten digits, a cycle, optional and peer dependencies, an override.
 * workspace: two members, one of them under a scope. local: a directory and two tarballs. git: one repository by
 * git and one twice by GitHub.
 */

/** The file that was packed. */
export function unpacked(base64: string): Buffer {
  return inflateRawSync(Buffer.from(base64, 'base64'));
}

/** Project "simple", by bun 0.6.0. */
export const simple060 =
  '3Vd9UBPXFr8bIuRDSoBWKG/AlKrVyO4mIYkBAaGgHaYVpdoasfq6CUtYCEleskmUio2oWOyrleLI1EHt0Icd4+izWmnL' +
  'Q6jQkX6grX1AWx0/ZgStHwQFRKdPobNwF1Y+xzrz5s27f+zZe+45v3PO/drfPv8c7rDbcD1lxkmzU6p3mEV6hxk1WQy5' +
  'WZSJRLMstjyCRp1yEQ8A8MyGN5TNG6+/nSzqTllTG1JcXrA6TdFQefOhJW5pSpwxVSMBA23qoAACKP2gdEMpEQFOCwbA' +
  'nUdlDrybSCKLkVYAQDgAbouVfkSvp4wDfQL66qHMJJ20xWICI3Fe3bhqRlRpQsG7M3/98Gxl56najrf2xWy9fBVPjegu' +
  '2f/1jgb9vtLco7yFrF4TfUYYlXrHcLn1xy1Zs3upLNnbFnSpekdVdtjS11cdTh+Jg4zIk8XjwbwWAQBkALgRMHYbacf0' +
  'x7OdyP89AEAU9Ad/wv9LAMAKANw+AAA+AGDKY/pLkInrnMw/FgFgPvRndD7s+pI0gakAqEnyVsTX4m69gzJlYmpwV5CW' +
  '2rjrwB7W34EAEAeAu7+/v7+vv78fecz4nyIAzHqC/H9+Qv+HsH5Wz+IQJms2gSnkhdLYu6Yq/7Lx/LW8J5t/PW9w/zyu' +
  'P3u6/SCWEOqEsC+G/bEkAm8KRvpD+wDYl/zX8PsC+v5M0ZM0BOJyofn7Kwt+0CKWpz/Jmyfy0ablvJV6TjtjZWPL+k1f' +
  'WJ0bT3TkTNO1lX2fssTdlOcNAO+DsvKX5JHnS25Efj3jYItTe52Dyz3n/PvOqHfjNY5/x0ty5IvIv0m8uw2H8Djfyx0z' +
  'X/msbUGm50yo58Nuf6Sj0fvDlYU5pwNFf10XKfu1ifyP0LnB1nKum4Prw8UNL87d7vPO7d+L9kpvU50Vq3WBv7/iCPky' +
  'QJh/NyP5wgPl58s2ejpeVIWUk8Xt9yMuBVkczWfnnNph3h/e62wIqzvFweVzcemayn82nTjZeLxLtn6r7V/+pdXzygOS' +
  'rr2QoNu3ojoysL2nt+flb+r+Il1kDOrtaenzbs+lNMbsZ4TV6bV+afuuYBxc7j3Fr42M8WD1RWXbxJdC72ZHRES21yV1' +
  'VTmbMjpv1O+Zs74m+aorI2N7JdVbKXmzeaazp0G34Nvu6M7e3XEnWyMrkAYOri8XtwQgc9q8RGu2X+e08/8w3Vp8Y/bW' +
  'U82tbSnx9s9qBAce3Px5r9e10pW/vNEv/htHm3uvZqrrmP3khd/Ewc0/Ve49yMH14+IusJdZy7+635Rypt5qzui7sD66' +
  'urrjas1F18vfXd92J2x+AbE5h8+fRemEhuSilJ3PPnx9Slxi8geGL4JWHkyX3ivh4Aq4uIVLZq19s6Kdr/btqDtmL5Vb' +
  'rrQsm7X63tTAj9PS/C4ExbYkzV2xYvr8gBd3NeTv+vsL52PP8qeLhNnp6l3pdVURO0s5uMJH5kGDHVpXvJAIPx1aMf2X' +
  'nUm1wUpjgTpYHCo46BbXr2y+ht87cutS1E/vB10O60zvJUPuSQWBPedjt3g3b7o4h1fMweUSAP7RxQXT7IaXnt6cm3DO' +
  'R7cYsXluXjJ0bTDJqCkXu3w7v2/MWAZmLtjdU7P0jPh0VEr7kdtNiSXHjix3v3r8l/ZSl4uDK+bi1pnvH6nWHJelnT3w' +
  'Bs9zKHx7YQk/pejW4gddRb+VR+oShXMDkg4LvA9DThQmtW7bY1RKytV92qPtn5T0RsQdXvI5B2ttCf+7O3x4PiDHEMRI' +
  'BnS3l9Rv+X/R6eDC7IRSFGe3GTDKbKcJkwljaSG23EaSCVKlXGqn8klLVpRUJSVMlNFsyeIsLPMdZhp7XyOc7w23z541' +
  'EdR9BTFuDeXgiFYmSFVjBePyBZa3+ML7Xgy/G09BJhoKN4dOPDmux+Px8GGefhBzCszPB8Zkxhk7AbQRwxoY+Q6MMduf' +
  'jbVKqVnt0CZIlZqheIrheFaStDF2hc1X+8OKXc9KEBUmx+QAgJHMks8zETRpp4c5L8tNBUjwYLVulh2zLJaHrFEMwrH8' +
  'meW5PEQGbTWDX0V3VeLJaydek33AQ55jGD+Hm7Pcl4esUQ6isSydZdM8ZE304AjLv1mePOwzqp6h3EbPgWwEy2fZOA9R' +
  'sPxoVKXsyOgMYBgwuh52ZIys4ZANrqPNf6xzYSfznKQNW7iWJm1mwrSMtlFmY4JUMbzU2qGl/ggiYJKhXahNkCrG2hTM' +
  'f5DNkkMaaNRF0dkogZqJPFKOyTEFyhJDszUvlkk7UYEpsWh0kC8zCpQwUYQdtWShFJ1N09ZYHFco52ED3rFKrVKtwvOo' +
  'TBxlnqgSY+qkjfmJdoPFSuJO0rYONVnMRtRKGHIJIzkQeRwYJhqODgh0YJEZoHFsJ8TH0XEG0GhMhakngLVYaRxlnqhi' +
  'kgS4yXKnbC78s5jAVU8ZcZR5oipljCpGM08Zo8aGXlWYYgJfAkdxYtLk9Az+pFbw3OMo+4Y+uiUmcB1e8cebJ2gL/kfb' +
  'Hw==';

/** Project "simple", by bun 1.1.45. */
export const simple1145 =
  '7VgNVBNXFn4TIiQg8utP2UUDVVuRmUlCiBEhgIJdtwUFrICiu0OYhIH8NZkkgFgjtVhq10rx6OphYZeutoWjdbVqpQiC' +
  'XfAo2rULluKq7BHUthL8oeC2CnuGzMAIggo9PXvO9p1k7rx57373/dx3537zvB9qMhrQVEKL4lqzINWkdU41aWG1TpGp' +
  'JNQ4rNQZNBgJm4XOHABAyMbinbnXhH5/+dstB97Gqf4VLYu3Vn/c5Z0z+3Twoi7t8xneYKC42gXgDZNWWiYzHQaKFwBW' +
  'DZE2cK/GMSUl9QAAXwCsehw3UHWdnnykPZVQDdQxGiOVlmm4mdTp1GA4XvymNbMDi+Qbts75eveFvV311Z3rSxduabuO' +
  'Lpt5r3Df59vzmq73+xRYnjuVWlqUeYgTzbRLg87zA5fdUbRd/Mebyhd7CGXARh28Inj70XSfFavWHIgbjgeBiRUOLZcC' +
  'AAIAsFJ1aBz6fwAABNL647F/HACQCIDVAQDABQBMekZ9d8hunztO+6GQff7QOPWVEABBtD71zIHxE5zEEAkAVZG2srBq' +
  '1Dqa/m4IgFAArP39/f19/f390DPab4YAmDuB8f84QX0/DgCLhg7coA9han06hoiEeYKQ79VHXXeNpp/Cmdj653Ps+z+e' +
  '8+BE/yksPv2MT9dd6PpYkrI5mZautJ4bXXf/2e30ufVNNCgMLxD1s+Oyobn79m74QgbpvD/QLHB2kMVmrF/WKpud3NCc' +
  '+8anevOmE50Z05Lad52NWm5t1NjcwLtgV/FLQv9Lhd/6fz67otks+4aFy44b3PvmwK1hUtM/w9wzhEvx19xtexT70VDH' +
  'ts45r3zSHp5Wfn5G+e57rlBng+2La9EZ5zycf5ftH/B1I/4j3/y6obn1HgvXgY3rW5C5zeGt2z/klwhuE11la5M8fnjF' +
  'NP24Gz/n+9VLLj8QH0vYVN65WDK9GC/ouD/zqqfO1HRhXv127T7fHvMpn5p6Fi47znAtnbkx/mtbXyN35GG5xWRpj7y9' +
  'pUIUmdIw/6vrq5L1yrNNv/nj+pRW0ZkyL8tndb9N0de61l2tO/5+fZjLyqXgzmIWLjvuccmqvR83nqhtOHI3IHeL4TPX' +
  'osoFxW6RN16QJ5UmVvp7dHT3dL98uuZXgqUqz57u5j7btkxCqkqfyq+Mq3aKLb2GsHAd2bgnT/rtyY7vL96Ek8LaD4M6' +
  '3io8Ni0lLjrx5tnqd7ofJtzz55VkHRE0/Ic/6dVwpPrfIfV3/p796902GXqmN3zLvGVTWLhObNxCAM1rt2EX0526pl36' +
  'q/pWzLcvbqlvutgeFWb8pIr30YPvviqxWZItOSsbnMJOm9qtJdLJlsPG2ss3XbyavtxbUsHC5bFxw4279MUn7zdGna/T' +
  'a1f3Xc4NqqzsvF51xfLymW/evuOzaAO2OYPLnUsk8RVL8qN2PPdw1aTQiCXvKT71TK6IE/QWsnD5bNy85XOzfl/WwQ12' +
  '7Kw5bCwS6q41J8xd2zvZ4/3YWKfLniHNkfMTE2ctclu881TOzndeuBRygTvLmZ8eF7wzrubozB1FLFznR9ZBiuzPLojG' +
  'fM/NKJvVsiOy2kus2hDs5TKDV2F1qUtuuoH2Hrx1NfDLdz3bfLrievDpvQKeR/elkDdtm9+4Mo9TwMJ1YeMeitkwzah4' +
  'yXtzprzVISkGMpR/d1Vx93V1ADHpyl3HrrMNqxPAnPA93VUrzrucC4zqOHi7MaLw8MGV1vgjLR1FFgsLdzIbt0Z7/2Cl' +
  '9EhA7IWPUjjl+3235RVyo/JvxTy4m3+z2D8pgj/fLfIAz/Zw+om8yItv/0kldi8O7pMd6vigsGdm6IHlx37qePN/Un5Z' +
  'tl/KT1b+TFOcf9HSOdRoUCCE1khiajXC8CtkpQHH5QKxUGAkcnCdMlAgEWBqQqXVKYciGJV/UmUAhvZT5v3MrjsOy014' +
  'U+x12RRmCKYgsVwgGc0WO1dmcn5HOrdxoXOlKTSbS6cxP3xKbAbPmdZ3orEh2h6HbufSORiPzq1caNlC28lyZ+ytEUvX' +
  'mmRygVg6aFM0ZJPhjQyvc4ckiBARspgkw/S4HDVG4kZyiDsy3I4HedlnbGVYJsMCOdA6kR2O4aEMT+RAAXRfqT0LtB6N' +
  'qL1x4tWA9ziQHwBgKovrMtyRA60T29EY1suwUg60LsjewvBYhmcO6YyYz+DYRq5BwDC2zLBZDiRi+MGImTItI0dAmwEj' +
  '58O0PGbUdFMdvY917o87HkZcY8YNSHQWiRu0mDqBNBBalVwgGtpq2eBW36YRyrwGPVEmF4ge5xTUdwWDLgNXkLCFINNh' +
  'DNZiGlyICBERzBAjrV4TQg07QoSIkSDYzhepBzCmJjAjrFPCBJlOkvoQFNXo0kxq3IjgWZhGr8ZRDZGGwtQVFiPUPElV' +
  'ToRRodPjqBk3ZMNqnVYF6zFFJqbCByyPAkNZQ+EBAQ9sMgU0St8x8VF4lAY4CJEgwWPAUq6DwgMCljxhCDo9icLUFRY9' +
  'oSd7YuzlHUMllVChMHWFJeKFkoXSBeKFwcjgrQQRjaGLoTCKPXFQqRT+E3vRsQGFmTv4UbcZQ3XIK55tfei+zFuAjDcl' +
  'kNFRaW20n7d7PU3kpU6ebhUebyCijDPor3MC70FNqUQukD3mUA1GhhV03wzvp4u7wyMLGIwF/2vlvw==';

/** Project "simple", by bun 1.4.5. */
export const simple145 =
  '7ZcPUBNXHsffhggJiPz1T7lDA1Vbkd1NAsSIEEBBz7aggBVQ9G4JmxDIvyabBBBrpBZL7VgpjlYnhTl62iuMltOqlSII' +
  '9sBRtGcPLMXxz42gtpXgHwpeq3AT8jasIP6pzM3NXN9M8tu37+3n99v33v7m930xADfodXiGQo2TaiMvw6B2zTCoUaVG' +
  'miNTKElUptGpCAo18l2dAADhGyw7Cq7yA/78t5tOnA2TA6vaF26p+6zHN3/mybAFPeoXO3zBUHO3G8AZYc3QNtAThpoP' +
  'AGYtSeps1ypF5tA9JUnIbNYCAPAHwKzRUg/dz1DIh/oEZGRAm0kaKY1GOYqTtHH1zOBSyfrC1muDfsWmF7bM+m7XuT09' +
  'TXXd68rnb75yDV86/W7J3q+2ncgoL805wIqj74tCznKDl96WXjn/j7dlL/cpZEEbNOjysG2Hs/yWr1y9P3EkBwHj01jQ' +
  'LgYABANgZj8nx7a4QQCY6T7yKzlHYTys54ynCwCQAoDZCfbp95vwjJwIxP5eyHPGI0MACGFw6Pt0fBkkRWChANTGWCsi' +
  '63DzWJxdCAARAJgHBwcHbf0BaJFnjKcNAWD2OLzXL+PECWABsGD4A3Y0mksotVkEJuAX8sJ/Uh523zkWJ501PvtVxLKf' +
  'w+f53lzgj762sbmwz4V9N9h/lLX5ngitO5zvAfue/3U/Ax4D45V8GJuLQC4TzTZ1F8QHrul4g9peSBRYqPI+SWd7lSAm' +
  'vXnut9dWpmllp1v/8OG69A7BqQof05eNr6RrG9wbLzce/bgp0m3FYnB7IYPLzCPsvXvWfy1GNL6fqOa5OokTstct7RDP' +
  'TGtuK3jrC61x47Hu7CmpnTtPxy4zt6isHuB9sNOyhB94oeSHwK9mVrUZxd8zuE5M7j1j8JZIkeGfkZ7Z/MXkG57W3dJ9' +
  'eITzle5Zr33eGZVZeXZa5a677kh3s/Xrq3HZZ7xc/5gXGPRdC/kL1/imrq3jLoPLzMNs/+KcrU7v3Pq5qIx3S9FTsSbV' +
  '6+fXDFOPenDzf1q16OJ94ZHkjZXdC0OnWsjirnvTL3trDK3n5jRtU+/17zOe8KtvYnCZeY9N1e75rOVYQ/OhO0EFm3Vf' +
  'upfWzLN4xFx/SZJanlIT6NXV29f76sn63/EWy737etsGrFtzFCJ51mRuTWKdS0L5VYzBdWZyjx8P2J2XNGjZSFL8hr+G' +
  'dL1TcmRKemJcyo3Tde/1Pki+G8gpyz3Ea/43d8LrUVjdv8Kbbv897/e7rGL8VH/U5jlLJzG4LkxuCUDmdFqJ81kuPVMu' +
  '/EV5M/6Hlzc3tZ7vjI3Uf17L+fT+j9+WWU1ppvwVzS6RJw2d5jLRRNNBfcPFG24+rd/sKaticDlMbpR+p9Zy/F5L7NlG' +
  'rXrVwMWCkJqa7mu1l0yvnvr+3dt+C9YTm7LZ7NmKVK50UVHs9hcerJwQEb3oA+kX3mlVibz+EgaXy+QWLpud+6eKLnaY' +
  'c3f9QX0pX3O1LXn2mv6JXh8nJLhc9A5vi5mbkjJjgcfCHSfyd7z30oXwc+wZrtysxLAdifWHp28vZXBdH1oHEbYvrziO' +
  '8D8zrWJG+/aYOh+hfH2Yj9s0TpXZrTGt9TreX33zcvA373tf8etJ7COn9vM4Xr0Xwt+2bnrr0hxWMYPrxuQeiF8/RS9d' +
  '4rspR9LhlBqP6Cp/vCy986YySDHh0h3nntPNq5LBrKjdvbXLz7qdCY7tqr7VEl1ysHqFOelQe1epycTgTmRy69X3qmtE' +
  'h4ISzn2azqrc57+1sIQdW3Qz/v6dohuWwNRo7lyPmP0c64Opxwpjzr/7kVzoaQkbEB/o+qSkb3rE/mVHxjvf/J+035bt' +
  'tzZ+bRIshKF1jVCo9RShVGK0hsNW6EhSwhPyeXpFPqmRBfNCeYRSIVdrZPbsZatR6XrVdcT5pPssRm1O1yRZ0OWHDteG' +
  'EKGEFzqWH5rjBOt9G88Z1jRusDaaBNXiScjkeDwd2xXyOJDjDH0h0JcTHEdgzcWBNZUbtGLop92T9rdaKFpjEEt4QpHD' +
  'p2DYJ60zaR3IQXzs0TuUKq0k2SwlQZF6alir0lqShawVYHyMP6xmabXJQoLgXJG9xjMfjm64fuz1oA9YSAAAYDIAZlrh' +
  '0gqUhawV2mm0lqa1ricSah9wqGla7bKQtSH2IVon0zp2mDbqfRxRj/YTNEKN02qZhQhonTBqDeiR0RFAN2D0m9Ijj4ga' +
  'Ds3yslNp6xqhJ1VGUofF5VKkTk0okymdQi0f0ZXwBMO7LXbs9nIIYfk6DqNYwhM86lxodZpsUkqhJgWVhRKomlCRfIyP' +
  'CVBaIKm1qnBb2NECTIiFoHZdabuBEkoFoUc1MlRBZVGUNhzHVZpMg5LUY2QuodIqSdy24Dg6ZNChLcUoef4Yc1WKTBy1' +
  '/aNCTGCfGa2XarQkbiR1eahSo5ajWkKaQ8jJoSjHwNgiw9Ehgwqf4PKxfBwdYwANwUKxsMdgNVoKR23/qOAJATCDZS7v' +
  'Yx7JUMhx1PaPhgrnh84XzRPOD8Mcl6GY4DHPEjiKE08MKsPGf+IsmE9wlL5CHz42T7XTz7Y+cC6d6akkQzIVF5sZDQ95' +
  'rO/TZF7bl6dZSSbpFLH6XPiEefhJUaiEJ37EF+XIDNVw7infp8u7IzMLcOQCaYJsiTFJn/C/Wl39Bw==';

/** Project "workspace", by bun 1.1.45. */
export const workspace1145 =
  'U1bULy0u0k/KzNNPzStTSCrN40oqzdPNyU/OTsvMSdVNyy/KTSzRLTPgYmJgYFB98UHrSdOldyw7Bec/KOWdtPDrRSaX' +
  'BObaLIG1X9e2++xs4GEAA3YIxcCBRjdA6WyYAobyYgidk5qYBqLz81LB/NzMFBRxkMF8DAwNKallJfn5OQzsLJ61O/ps' +
  'Tu97Wz3fsv3BM691/ZwHvWPtu1Vvzry49P0xmLjK/HieLV6bardlSAWERa8LZGSgDDBBaTUGBgYdBoYGJhL1e0BpKYif' +
  'Gsi1P4iBgUGLgaGBkUz9NVD3M5LpfgYK3b+CgYHBCKqfmYGBgRR3MEMxjA0ykxVqBhtUnA0qx0mxvn/8/yhNNOiAEYQg' +
  '5iIbzfKjTKfb1qz0sq1AloFbaqHAu1nJa/Vt2B68VfXZ8sQ+ZdU5iVUzP/Myvj3+7vxj16yzglzxlUpaN8+k/uYsqyu6' +
  'euszkrlMNHIvM7J7N/nWihUnu4u0ZNvdYo7wZSxa9fp+8qe6HK1M1nuf2N6fPh4VzKBqP+vLnoBz3Gd1XJ5u+HDGYeLm' +
  'DSENQVtvPJ1cXo5kLguyufvzfmzYZbZVy+/iyhimVWtl+5omsri0vfH986ntxRylCAdObX7HdRzv/orvbXK81jU33Uhg' +
  'juk/i01Pl0/8Jmezzn87krmsNAoHNmT3ihz6uc9fwDLKawlHVt2nE+Ke+2wWqFS8f7TqwqkLpac+u4sVff/YcIpppaa+' +
  'Xvr5JTnfbpjPU+zX5NhfYJsfbJ/OmUXt9EVnwDgMbKCDkzZAK703UJrLprgoWS8zr7gkMSdHD1bj6oUUpabaKRgZKBRn' +
  'VqXmp+komCgk5mSm5+WnccFKpP8QwIBUfsGcA+OD8j8LUpkGEpOAVsMmHDAHlBob2SmY4LIJZg4b1CxmqPkJUP0tRJjD' +
  'CjWDEckMFiQ3geR2QM1ZxAkzL9rILLbUwk7ByAxupiGq22DtAVj9rsAGq5FgLQhYi0CBDVbXwtoSsLYBE6ORnoGeAVIr' +
  'AyajxGgIlYG1Q2DtCoQMpmlxUClYGwXW5tBg1GJAbeXA9GjAXYDuaiW4q99AQ+UNJ7ZkU5yaW5ZapOdaUZJalJeYE1xS' +
  'lJmXbqdgiAg4C3jASUAT0CcueLxZ2CkYYg3igsTk7MT01GL9kvJ8h/Ji/bzS3KTUIt2S8ny4TH5eakZJSYGVvn5ufkpp' +
  'TmqxXmpFYm5BTqo+yJv6umBKF+xBvZL0KhxqczNT9HVBpK4hAZXIphJSC40CfV0YS9dAz1jPEKQD3vL0L/IuDkh0NuCG' +
  '8B244aFiZmKnYIElABkYGGDpDRZPHVBdL7jxxE5YalFxZn6enYIJDlMx6+uiZD1DcB40ejP3unp+Nrbih5S6TQLaMtfg' +
  'IcaXiHQI828BVF8DDx5/wlKfBa5ci9ruJaf9SGsAAA==';

/** Project "workspace", by bun 1.4.5. */
export const workspace145 =
  'U1bULy0u0k/KzNNPzStTSCrN40oqzdPNyU/OTsvMSdVNyy/KTSzRLTPgYmZgYFB98UHrSdOldyw7Bec/KOWdtPDrRSaX' +
  'BObaLIG1X9e2++y8wMMABuwQioEDjW6A0othChjKiyF0TmpiGojOz0sF83MzU1DEQQbzMTA0pKSWleTn5zCws3jW7uiz' +
  'Ob3vbfV8y/YHz7zW9XMe9I6171a9OfPi0vfHYOIq8+N5tnhtqt2WIRUQFr0ukJGBOoAJSqsxMDDoMDA0MJFpjgeUloL4' +
  'sYFS9wQxMDBoMTA0MFJoTg3UX4wU+ouBSv7azMDAYIRkDjOUJsV9zEj6mKFms0LNYIOKs0HlOCnW94//H7USGwPCs4xQ' +
  'c5GNZvlRptNta1Z62VYgy8AttVDg3azktfo2bA/eqvpseWKfsuqcxKqZn3kZ3x5/d/6xa9ZZQa74SiWtm2dSf3OW1RVd' +
  'vfUZyVwmGrmXGdm9m3xrxYqT3UVasu1uMUf4Mhaten0/+VNdjlYm671PbO9PH48KZlC1n/VlT8A57rM6Lk83fDjjMHHz' +
  'hpCGoK03nk4uL0cylwXZ3P15PzbsMtuq5XdxZQzTqrWyfU0TWVza3vj++dT2Yo5ShAOnNr/jOo53f8X3Njle65qbbiQw' +
  'x/Sfxaanyyd+k7NZ578dyVxWGoUDG7J7RQ793OcvYBnltYQjq+7TCXHPfTYLVCreP1p14dSF0lOf3cWKvn9sOMW0UlNf' +
  'L/38kpxvN8znKfZrcuwvsM0Ptk/nzKJ2+qIzYBwGNtDBSS+glaUKtBblssnMKy5JzMnRg9XSeiFFqal2CkYGCsWZVan5' +
  'aToKJgqJOZnpeflpXEgG/fsPAQxI5RfMOTA+KP+zIJVpILEAqMU5cAeUGhvZKZjgsg1mDhvULGao+TOg+vcQYQ4r1AxG' +
  'JDNYkNwEkvsANecWJ8y8aCOz2FILOwUjM7iZhqhug7UjYO0CBTZYDQVrecBaEgpssDoZ1gaBtSmYGI30DPQMkFonCBlD' +
  'qAys/QJrjyBkMPXEQaVgbRtYW4WDUYsBtXUE08MBdwG6q5nYVgBt5WZgaFCHRj2M5rIpTs0tSy3Sc60oSS3KS8wJLinK' +
  'zEtH49opGCLCzgIedhFQQ2y54VFnYadgiCuUGRgKEpOzE9NTi/VLyvMdyov180pzk1KLdEvK8+Ey+XmpGSUlBVb6+rn5' +
  'KaU5qcV6qRWJuQU5qfog7+rrgildsEf1StKrcKjNzUzR1wWRuoYEVCKbCldbnl+UXVyQmJxqpYVDGzRW9HVhLF0DPWM9' +
  'Q5BmeCPWv8i7OCDRuQIaOh2IUDIzsVOwwBKgsPQHi7cTUC0WPGixFZZaVJyZnwej7RRMscUPznq7KFnPEJwnjd7Mva6e' +
  'n42rOCK1vsuAurOCh6BXUdInzN8boPoOoPsXlgwtsKct5HYyiE72S3MvCyr2G6xVIQA=';

/** Project "local", by bun 0.8.1. */
export const local081 =
  'U1bULy0u0k/KzNNPzStTSCrN40oqzdPNyU/OTsvMSdVNyy/KTSzRLTPgYmJgYPg2sVm36kj3fj7R2vrKVck5+wt2Fa1y' +
  'Yrt0/Y6UrH+Kd30IJwMYsEEoBg40ugFK58EUMOTkJ4PpksQi3ZTUAoac1MQ0ED83MwUiD+XzMjAwcDEwNATwbto45yY3' +
  'p7i1wlaDlAvm+95Wz7dsf/CsW/XmzItL3x+D8Z8tvXym7frja4x13UdTQhkYeBhQgQMj440vzAwMZ6B87b6T+0Hq0AHM' +
  '5Y4MDAzCDAwNf3ingc0TgYp/h/ITZK7P/FfPwMAgB6HZofJMUDqEgYFBh4GhgYmBNBAApcUZGBi0yNDPhBTyIPsZSdTP' +
  'AqXT8nNSUosYGEjVDwLMUMyIZB4LlM8K5bMyIMwmTf0//n/kOIoAYISay0gjc5HjkeVHmU63rVnpZVuBLAO31EKBd7OS' +
  '1+rbsD14q+qz5Yl9yqpzEqtmfuZlfHv83fnHrllnBbniK5W0bp5J/c1ZVld09dZnJHOZaeReFmT37s/7sWGX2VYtv4sr' +
  'Y5hWrZXta5rI4tL2xvfPp7YXc5QiHDi1+R3Xcbz7K763yfFa19x0I4E5pv8sNj1dPvGbnM06/+1I5rIy0AZEQfM9O5LY' +
  'A2ieZ6ChGPHhSmsNDIPQhg3Qcv8GlOayKS5K1svMKy5JzMnRg1U6eiFFqal2CkYGCsWZVan5aToKJgqJOZnpeflpXOAc' +
  '/x8CkMsFJrRyggMa8TLsMJtKjY3sFExwGAkPACZo2QKKVg+o3gQizGBFKrOYoO4A4QlQvTocMDOijcxiSy3sFIzM4OYY' +
  'IsyB1XOw+ouJBVr7NRSl5uaXpDIw6LDwWKx7U7yUiRlWJ8DqTlidyMQMq61gtSesVmRiNNIz0DNAqlcRMnGGEClMGagE' +
  'QxnUD2Uc2GKvODW3LLVIz7WiJLUoLzEnuKQoMy/dTsEQ4U0LuDcXQE3w4YSHrIWdgiGWAAGlBys9fUj1AyFBfs0oKSmw' +
  '0tfPzU8pzUkt1kutSMwtyEnVz81M0dcFkbpgN+uVpFfp6UODR9cCJgTVbGhkDhYxtDKyMDI10Qd5XF8XTOkakaAWbhXD' +
  'IAUA';

/** Project "local", by bun 1.4.5. */
export const local145 =
  'U1bULy0u0k/KzNNPzStTSCrN40oqzdPNyU/OTsvMSdVNyy/KTSzRLTPgYmZgYPg2sVm36kj3fj7R2vrKVck5+wt2Fa1y' +
  'Yrt0/Y6UrH+Kd/0cTgYwYINQDBxodAOUngdTwJCTnwymSxKLdFNSCxhyUhPTQPzczBSIPJTPy8DAwMXA0BDAu2njnJvc' +
  'nOLWClsNUi6Y73tbPd+y/cGzbtWbMy8ufX8Mxn+29PKZtuuPrzEyUAfAfODIwMAgjPAIyYAJSocwMDDoMDA0MJFpTgCU' +
  'FmdgYNCignsaoO4hN7xYoHRafk5KahFlYc0MxYxI5rJA+axQPiuUT7r6f/z/qJUoYIARhCDmIhvN4uXwL1A8LsthInuL' +
  '27xdFxJ6EozvWsw9fKl21fMzgrxB0f8/L5l9LbrooaH6i6vP9tpv1t5wbtH1B2l5W3ouyvId3huMZC5yOmH5UabTbWtW' +
  'etlWIMvALbVQ4N2s5LX6NmwP3qr6bHlin7LqnMSqmZ95Gd8ef3f+sWvWWUGu+EolrZtnUn9zltUVXb31GclcZmRzN/nW' +
  'ihUnu4u0ZNvdYo7wZSxa9fp+8qe6HK1M1nuf2N6fPh4VzKBqP+vLnoBz3Gd1XJ5u+HDGYeLmDSENQVtvPJ1cXo5kLguy' +
  'ufvzfmzYZbZVy+/iyhimVWtl+5omsri0vfH986ntxRylCAdObX7HdRzv/orvbXK81jU33Uhgjuk/i01Pl0/8Jmezzn87' +
  'krmsVI63oQIYB5/f6GDDA2g9wcEOoblsMvOKSxJzcvRgFZReSFFqqp2CkYFCcWZVan6ajoKJQmJOZnpefhoXzJh//yEA' +
  'uVxgQisnLKA2+MBtKjU2slMwwWMs3BxWaPlTAdU7gQgzWJHKLCaoO0D4AFRvDAfMjGgjs9hSCzsFIzO4OYYIc2D1Iqy+' +
  'Y2KB1pYNRam5+SWpDAw6LDwW694UL2VihtUVsLoWVocyMcNqNVhtC6tFmRiN9Az0DJDqYYRMnCFEClMGKsGwEuqHlXC/' +
  'FKfmlqUW6blWlKQW5SXmBJcUZealo3HtFAwRPrWA+/QG1JAWTnjgWtgpGGILE3A9lJmTaqWnD6mOICTIzxklJQVW+vq5' +
  '+SmlOanFeqkVibkFOan6uZkp+rogUhfsdr2S9Co9fWgw6VrAhHBoBgWAvi6Y0jUiQS3cKlh6SvZLcy8LKvYbrMUSAA==';

/** Project "git", by bun 1.0.36. */
export const git1036 =
  'U1bULy0u0k/KzNNPzStTSCrN40oqzdPNyU/OTsvMSdVNyy/KTSzRLTPgYmJgYJDd9f5eauCkvr3C8btEJOc8fN/4zNPm' +
  'wwX1PW7NfLPeyK/u4GQAAzYIxcCBRjdA6TyYAoZ0KJ1RmqSbklrAkJOamAYWzyxB4cPkb2zcdfjVfabFT49F79knkHV2' +
  '39vq+ZbtD55FPVi5/ee9K2EwPkyekYEyIACl88vzUosYGBiKUgvyQfzcxMw8EO3HwMAghPAYBmCC0gkMDAw6DAwNTCTa' +
  'r4DGF2dgYFBEsq+HgYFBgwj7t0DtZ6SS/1NSyxiI8T8IMEMxyG4WqBgLlM8K5bNC+aSr/8f/j9JIRgeMIAQxl5FG5iKn' +
  'A5YfZTrdtmall20FsgzcUgsF3s1KXqtvw/bgrarPlif2KavOSaya+ZmX8e3xd+cfu2adFeSKr1TSunkm9TdnWV3R1Vuf' +
  'kcxlppF7WZDduz/vx4ZdZlu1/C6ujGFatVa2r2kii0vbG98/n9pezFGKcODU5ndcx/Hur/jeJsdrXXPTjQTmmP6z2PR0' +
  '+cRvcjbr/LcjmctKZfcOFcA4+PxGBxs2QMv9G1Cay6a4KFkvM6+4JDEnRw9W6eiFFKWm2ikYGSgUZ1al5qfpKJgoJOZk' +
  'puflp3GBc/x/CEAuFxjRygkOdghfhh1mU6mxkZ2CCQ4j4QHABC1bQOZ4QPUmEGEGK1KZxQTVD6InQPXqcMDMiDYyiy21' +
  'sFMwMoObY4gwh4+BgQFYiTbEzTu87uvss/uYwPqAog2wGhFW0zGxw+oCWN0Iq/OYOCwYGBjEGBgaYLUnrFZkYjTSM9Az' +
  'YGBgwJQxxCkD01MG9UMZB7bYK07NLUst0nOtKEktykvMCS4pysxLt1MwRHjTAu7NBVATGjjhIWthp2CIJUDA9Y4+qNZR' +
  'TkktS8zJTCzWzShNSs8ssdLXNzQyBzlNz9DKyNLE0EIfGkR66Zkl6ZklGaVJVkjaQTU2mKsL4uoaGBoZJyYlZ5SUFKCa' +
  'ZGFkaqIPCgR9XTClC/a+Xkl6lWVismWKqYFlqmGqZbJFWpqZSXJqSnKSWVpyikGKkZGpuamheZJpmiURZhrCzBys5RMA';

/** Project "git", by bun 1.4.5. */
export const git145 =
  'U1bULy0u0k/KzNNPzStTSCrN40oqzdPNyU/OTsvMSdVNyy/KTSzRLTPgYmZgYHiqKPYu91Dw8ZBFJ57tVnH6sTSsmGlX' +
  '/J5k9klrjzzcvpF1AwcDGLBCKAYONLoBSs+EKWBIh9IZpUm6KakFDDmpiWlg8cwSFP6NjbsOv7rPtPjpseg9+wSyzu57' +
  'Wz3fsv3Bs6gHK7f/vHclDMZnZKAOEIDS+eV5qUUMDAxFqQX5IH5KahlY3I+BgUEI4SGcgAlKJzAwMOgwMDQwkekeBTS+' +
  'OAMDgyKS/T0MDAwaJLhnC9Q9lIQXMxSDzGCBirFA+awkq/vH/49akQcDjCAEMRfZaJbmyxmsd6dMMPFNffnq4f0dG580' +
  '6rfXbV+mwxzsqCk5KevApP+Wd99+ZUhO0FgxP+90ALfM94OmXDuFWSYzsVxpVSkORjIXOT5ZfpTpdNualV62FcgycEst' +
  'FHg3K3mtvg3bg7eqPlue2KesOiexauZnXsa3x9+df+yadVaQK75SSevmmdTfnGV1RVdvfUYyl5lG4cCC7N79eT827DLb' +
  'quV3cWUM06q1sn1NE1lc2t74/vnU9mKOUoQDpza/4zqOd3/F9zY5Xuuam24kMMf0n8Wmp8snfpOzWee/ndrxRT3v0lgD' +
  '7Z3EcAOWM9ggFJdNZl5xSWJOjh6sbNYLKUpNtVMwMlAozqxKzU/TUTBRSMzJTM/LT+OC5Kj/EICc3xjR8p8B1HgXuDWl' +
  'xkZ2Cia4zIR5hgmap0HmFED1thBhBiNSWcAE1b8Dqs+KHaY/2sgsttTCTsHIDG6GIao7+BgYGDgZGBri5h1e93X22X1M' +
  'HFDRBljNAasZmNhhZSWsjoHVIUwcFgwMDGIMDA2wWgZWizAxGukZ6BkwMDBgyhhCZdqhrm2Hu7o4NbcstUjPtaIktSgv' +
  'MSe4pCgzLx2Na6dgiPCTBdxPO6CGzOCAB6GFnYIhLt9D6yV9UK2knJJalpiTmVism1GalJ5ZYqWvb2hkDnKknqGVkaWJ' +
  'oYU+NEj00jNL0jNLMkqTrJC05yZm5oG5uiCuroGhkXFiUnJGSUmBlb5+bn5KaU5qsV5qRWJuQU6qPig49HXBlC44iPRK' +
  '0qssE5MtU0wNLFMNUy2TLdLSzEySU1OSk8zSklMMUoyMTM1NDc2TTNMsiTDTEGYmLK0l+6W5lwUV+w3SooYBAA==';
