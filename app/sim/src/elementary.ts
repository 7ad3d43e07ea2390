/**
 * Exponentials and logarithms that are the same to the last digit in every JavaScript engine: `Math.exp`, `Math.log` and `**`
 * are not, and a page must show what the command says. By additions, multiplications and divisions alone, which IEEE 754
 * fixes; argument reduction and polynomials are the usual ones of C libraries, with errors of at most two units in the last place.
 *
 * @module
 */

const LN2_HIGH = 0.69314718036912381649;
const LN2_LOW = 1.9082149292705877e-10;
const LOG2_E = 1.4426950408889634;
/** Beyond these, `exp` is infinite or zero. */
const LARGEST = 709.782712893384;
const SMALLEST = -745.1332191019411;

/** Powers of two from -1074 to 1023. */
const LOWEST_POWER = -1074;
const POWERS = powersOfTwo();

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2098);
  let power = Number.MIN_VALUE;
  for (let nth = 0; nth < powers.length; nth++) {
    powers[nth] = power;
    power *= 2;
  }
  return powers;
}

function powerOfTwo(exponent: number): number {
  return POWERS[exponent - LOWEST_POWER] ?? 0;
}

/** `e` to the power of `x`. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > LARGEST) return Infinity;
  if (x < SMALLEST) return 0;
  const k = Math.round(x * LOG2_E);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.6666666666666602e-1 +
        t *
          (-2.7777777777015593e-3 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  // 2^1024 is no number, and below 2^-1022 digits are lost once, not twice
  if (k > 1023) return y * 2 * powerOfTwo(1023);
  if (k < -1021) return y * powerOfTwo(k + 54) * powerOfTwo(-54);
  return y * powerOfTwo(k);
}

const bits = new DataView(new ArrayBuffer(8));
const SUBNORMAL = 2.2250738585072014e-308;
const TWO_54 = 18014398509481984;

/** The natural logarithm of `x`. */
export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return Number.NaN;
  if (x === Infinity) return x;
  const scaled = x < SUBNORMAL ? x * TWO_54 : x;
  bits.setFloat64(0, scaled);
  const word = bits.getUint32(0);
  let k = (word >>> 20) - 1023 - (x < SUBNORMAL ? 54 : 0);
  const mantissa = word & 0xfffff;
  // the mantissa is brought between the square roots of 1/2 and 2
  const up = (mantissa + 0x95f64) & 0x100000;
  bits.setUint32(0, mantissa | (up ^ 0x3ff00000));
  k += up >>> 20;
  const f = bits.getFloat64(0) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const even =
    z *
    (0.6666666666666735 +
      w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + odd + even) + k * LN2_LOW) - f);
}

/** `base`, which is not negative, to the power of `exponent`. */
export function power(base: number, exponent: number): number {
  if (base === 1 || exponent === 0) return 1;
  return exp(exponent * log(base));
}

/** The cube root of `x`, which is not negative. */
export function cubeRoot(x: number): number {
  return x === 0 ? 0 : exp(log(x) / 3);
}
