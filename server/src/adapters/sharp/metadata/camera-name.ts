import { cleanLine } from './field-values.ts';

/**
 * Maps the company name that firmware writes to the brand. A pattern matches the start of the lower-case text. The
 * order matters if one name begins with another.
 */
const brands: readonly [brand: string, written: RegExp][] = [
  ['Agfa', /^agfa(photo| gevaert)?\b/],
  ['BlackBerry', /^(blackberry|research in motion)\b/],
  ['Canon', /^canon\b/],
  ['Casio', /^casio\b/],
  ['Contax', /^contax\b/],
  ['DJI', /^(sz )?dji\b/],
  ['Epson', /^(seiko )?epson\b/],
  ['Fujifilm', /^(fujifilm|fuji photo film)\b/],
  ['Google', /^google\b/],
  ['GoPro', /^gopro\b/],
  ['Hasselblad', /^hasselblad\b/],
  ['Honor', /^honor\b/],
  ['HP', /^(hp|hewlett[- ]packard)\b/],
  ['HTC', /^htc\b/],
  ['Huawei', /^huawei\b/],
  ['JVC', /^(jvc|victor company of japan)\b/],
  ['Kodak', /^((eastman )?kodak|jk imaging)\b/],
  ['Konica Minolta', /^konica minolta\b/],
  ['Konica', /^konica\b/],
  ['Kyocera', /^kyocera\b/],
  ['Leica', /^leica\b/],
  ['LG', /^lge?\b/],
  ['Mamiya', /^mamiya\b/],
  ['Minolta', /^minolta\b/],
  ['Motorola', /^motorola\b/],
  ['Nikon', /^nikon\b/],
  ['Nokia', /^nokia\b/],
  ['Olympus', /^olympus\b/],
  ['OM System', /^om (system|digital solutions)\b/],
  ['OnePlus', /^oneplus\b/],
  ['OPPO', /^oppo\b/],
  ['Panasonic', /^(panasonic|matsushita)\b/],
  ['Pentax', /^(pentax|asahi)\b/],
  ['Phase One', /^phase one\b/],
  ['Polaroid', /^polaroid\b/],
  ['realme', /^realme\b/],
  ['Ricoh', /^ricoh\b/],
  ['Samsung', /^samsung\b/],
  ['Sanyo', /^sanyo\b/],
  ['Sharp', /^sharp\b/],
  ['Sigma', /^sigma\b/],
  ['Sony Ericsson', /^sony ?ericsson\b/],
  ['Sony', /^sony\b/],
  ['Toshiba', /^toshiba\b/],
  ['vivo', /^vivo\b/],
  ['Xiaomi', /^xiaomi\b/],
];

/** Legal forms and industry words at the end of a company name; no brand ends with them. */
const companyEnd =
  /[\s,.]+(ag|cameras?|company|comp|co|corp|corporation|electric|electronics|gmbh|imaging|inc|incorporated|limited|llc|ltd|optical|techwin|technology|technologies)[\s.,]*$/i;
/** Generic words at the end of a model name. */
const modelEnd = /[\s-]+((zoom )?digital( still)? camera|zoom digital)\s*$/i;

/** Limits the input: the patterns above take quadratic time. */
const maximumLength = 200;

/**
 * Returns the brand once, then the model: "EASTMAN KODAK COMPANY", "KODAK CX7530 ZOOM DIGITAL CAMERA" → "Kodak
 * CX7530".
 */
export function nameCamera(make = '', model = ''): string | undefined {
  const [maker, written] = [make, model].map((text) => text.slice(0, maximumLength).trim()) as [
    string,
    string,
  ];
  const brand = (findBrand(written) ?? findBrand(maker))?.brand ?? cutCompany(maker);
  const plain = dropBrands(written, brand);
  const shorter = plain.replace(modelEnd, '');
  return cleanLine(`${brand} ${shorter || plain}`, 100);
}

function findBrand(written: string): { brand: string; length: number } | undefined {
  const text = written.toLowerCase();
  for (const [brand, pattern] of brands) {
    const length = pattern.exec(text)?.[0].length;
    if (length !== undefined) return { brand, length };
  }
  return undefined;
}

/** Removes every leading name of the maker from the model. */
function dropBrands(model: string, brand: string): string {
  let rest = model;
  for (let left = 3; left > 0; left -= 1) {
    const found = findBrand(rest);
    const isBrand =
      rest.toLowerCase().startsWith(brand.toLowerCase()) && !/^[a-z\d]/i.test(rest.slice(brand.length));
    const length = found?.brand === brand ? found.length : isBrand ? brand.length : 0;
    if (length === 0) break;
    rest = rest.slice(length).replace(/^([\s,.-]|(company|co|corporation|corp|ltd|inc)\b)+/i, '');
  }
  return rest;
}

function cutCompany(make: string): string {
  const shorter = make.replace(companyEnd, '');
  return shorter === make ? make : cutCompany(shorter);
}
