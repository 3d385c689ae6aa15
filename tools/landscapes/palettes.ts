import type { Color } from './drawing.ts';

export type Palette = {
  /** Words for titles: `Dawn over the lake`. */
  light: readonly [string, ...string[]];
  tags: readonly string[];
  /** From the zenith down to the horizon. */
  sky: readonly [Color, Color, Color, Color];
  /** The colour that distant land fades into. */
  haze: Color;
  /** The nearest ridge. */
  near: Color;
  sun: Color;
  glow: Color;
  cloud: Color;
  /** The share of night: stars, and a moon instead of the sun. */
  night: 0 | 0.5 | 1;
  aurora?: readonly [Color, Color];
  snow?: Color;
  /** Desert rather than forest. */
  dry?: true;
};

export const palettes: readonly [Palette, ...Palette[]] = [
  {
    light: ['Dawn', 'First light', 'Before sunrise', 'Early'],
    tags: ['dawn', 'sunrise', 'pink'],
    sky: ['#33508f', '#7e8cc4', '#f0b3a8', '#ffe3bd'],
    haze: '#f3c3b2',
    near: '#1f2745',
    sun: '#fff6df',
    glow: '#ffd9a0',
    cloud: '#ffd3c4',
    night: 0,
  },
  {
    light: ['Golden hour', 'Late sun', 'Evening light', 'Last warmth'],
    tags: ['golden hour', 'sunset', 'warm'],
    sky: ['#3d4f7c', '#b5747c', '#f39a55', '#ffd884'],
    haze: '#f2ab69',
    near: '#2b1723',
    sun: '#fffbe6',
    glow: '#ffc95e',
    cloud: '#ffb27a',
    night: 0,
  },
  {
    light: ['Clear morning', 'Noon', 'A bright day', 'Blue weather'],
    tags: ['blue sky', 'summer', 'clear'],
    sky: ['#1f6fb8', '#57a3da', '#a5d3ee', '#e6f4f6'],
    haze: '#c4e0ea',
    near: '#15392f',
    sun: '#ffffff',
    glow: '#fff6d6',
    cloud: '#ffffff',
    night: 0,
    snow: '#f7fbff',
  },
  {
    light: ['Blue hour', 'After sunset', 'Nightfall', 'The quiet hour'],
    tags: ['blue hour', 'dusk', 'calm'],
    sky: ['#0d1d45', '#254a80', '#6f86b5', '#e0b7a6'],
    haze: '#8f9cc0',
    near: '#0a1226',
    sun: '#fff3df',
    glow: '#f3c7a4',
    cloud: '#7d90c0',
    night: 0.5,
    snow: '#b9c9e6',
  },
  {
    light: ['Moonlight', 'Midnight', 'A night outside', 'Under the stars'],
    tags: ['night', 'stars', 'moon'],
    sky: ['#050a1c', '#0d1b3d', '#1d3563', '#3f5f8f'],
    haze: '#39547f',
    near: '#03060f',
    sun: '#f6f3e4',
    glow: '#9db8e2',
    cloud: '#4a6796',
    night: 1,
    snow: '#8ba6cf',
  },
  {
    light: ['Northern lights', 'Aurora', 'The green night', 'Solar wind'],
    tags: ['aurora', 'northern lights', 'night', 'stars'],
    sky: ['#040a1a', '#08203a', '#0d3a4e', '#1d5a62'],
    haze: '#1c4d5a',
    near: '#02060c',
    sun: '#eef6ea',
    glow: '#79c8a8',
    cloud: '#2a5f6b',
    night: 1,
    aurora: ['#5dffb0', '#9a6bff'],
    snow: '#86b9bd',
  },
  {
    light: ['Morning mist', 'Fog', 'A soft morning', 'Haze'],
    tags: ['mist', 'fog', 'minimal'],
    sky: ['#9fb4bd', '#b9c9cc', '#d6dedb', '#eeeee6'],
    haze: '#dfe4df',
    near: '#2d4046',
    sun: '#fffef6',
    glow: '#fff8e2',
    cloud: '#f3f5f1',
    night: 0,
  },
  {
    light: ['Lavender dusk', 'Violet evening', 'Heather light', 'Summer dusk'],
    tags: ['purple', 'dusk', 'dreamy'],
    sky: ['#3a2c70', '#7a53a5', '#d987b0', '#ffc9b8'],
    haze: '#cf8fbb',
    near: '#1d1438',
    sun: '#fff0e4',
    glow: '#ffb6b0',
    cloud: '#e89dc2',
    night: 0.5,
  },
  {
    light: ['October', 'Autumn afternoon', 'Low sun', 'Indian summer'],
    tags: ['autumn', 'fall', 'warm'],
    sky: ['#6f94ad', '#a9bcbd', '#e3d2ae', '#f9e5b8'],
    haze: '#e6c79a',
    near: '#4a2415',
    sun: '#fffaf0',
    glow: '#ffe2a3',
    cloud: '#fbeed8',
    night: 0,
  },
  {
    light: ['Desert noon', 'Red rock', 'Dry heat', 'Sand and sky'],
    tags: ['desert', 'sand', 'heat'],
    sky: ['#2f7fa8', '#7db7c4', '#e9d3a6', '#f8e4b8'],
    haze: '#ecc798',
    near: '#7c3218',
    sun: '#ffffff',
    glow: '#fff0c2',
    cloud: '#fff6e4',
    night: 0,
    dry: true,
  },
  {
    light: ['Desert dusk', 'Embers', 'The day burns out', 'Red evening'],
    tags: ['desert', 'sunset', 'red'],
    sky: ['#2a1f52', '#7f2f5e', '#dd5a45', '#ffb35c'],
    haze: '#e2734f',
    near: '#2a0d1c',
    sun: '#fff0c9',
    glow: '#ff9d4a',
    cloud: '#e8705a',
    night: 0,
    dry: true,
  },
  {
    light: ['Winter morning', 'Frost', 'January', 'Cold light'],
    tags: ['winter', 'snow', 'cold'],
    sky: ['#5b87b5', '#93b4d3', '#d7dfe8', '#fbe9df'],
    haze: '#dbe4ee',
    near: '#2a4160',
    sun: '#fffdf6',
    glow: '#ffeede',
    cloud: '#f6f8fb',
    night: 0,
    snow: '#ffffff',
  },
  {
    light: ['Before the storm', 'Rain is coming', 'Heavy sky', 'After the rain'],
    tags: ['storm', 'clouds', 'moody'],
    sky: ['#222c36', '#3d4b55', '#74848a', '#c9cdbf'],
    haze: '#98a5a4',
    near: '#11191c',
    sun: '#f6f2dc',
    glow: '#dfdcc0',
    cloud: '#55636c',
    night: 0,
  },
  {
    light: ['Emerald evening', 'Green light', 'Deep summer', 'The long evening'],
    tags: ['green', 'summer', 'forest'],
    sky: ['#0f4f5c', '#3a8f87', '#a9cf9c', '#f6eebc'],
    haze: '#a6cfa5',
    near: '#07241f',
    sun: '#fffdea',
    glow: '#fff0ac',
    cloud: '#d4e7c4',
    night: 0,
  },
];
