/** The look in one place: the page's style sheet, the component library's theme and the charts all read it. */

export const light = {
  paper: '#faf8f3',
  surface: '#fffefb',
  sunken: '#f3efe6',
  hover: '#f5f1e8',
  selected: '#f1ebdd',
  line: '#e7e1d5',
  lineStrong: '#cdc4b3',
  control: '#8f8676',
  ink: '#1f1c17',
  ink2: '#534c41',
  ink3: '#6e6659',
  seal: '#b5332a',
  sealHover: '#9c2a22',
  sealText: '#b02f26',
  sealSoft: '#f8e6e1',
  onSeal: '#ffffff',
  green: '#2c6543',
  greenSoft: '#e1eee4',
  amber: '#7d5200',
  amberSoft: '#f6e8c8',
  grey: '#534c41',
  greySoft: '#ece6da',
  code: '#28557a',
  shadow: 'rgba(64, 48, 24, 0.16)',
}

export type Palette = typeof light

export const dark: Palette = {
  paper: '#171513',
  surface: '#1e1b18',
  sunken: '#121110',
  hover: '#262220',
  selected: '#2d2824',
  line: '#332e29',
  lineStrong: '#4c453d',
  control: '#857b6e',
  ink: '#efe9df',
  ink2: '#c0b7a9',
  ink3: '#a1978a',
  seal: '#c4402f',
  sealHover: '#d4503e',
  sealText: '#f3877a',
  sealSoft: '#3a201c',
  onSeal: '#ffffff',
  green: '#8cc9a1',
  greenSoft: '#1d3226',
  amber: '#e5bb62',
  amberSoft: '#382b12',
  grey: '#c0b7a9',
  greySoft: '#332e29',
  code: '#93bddd',
  shadow: 'rgba(0, 0, 0, 0.5)',
}

export const type = { tiny: 12, small: 13, body: 14, large: 16, title: 20, figure: 28 }
export const radius = { small: 4, normal: 6, large: 8 }
export const motion = '120ms'
export const font =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
export const mono = "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Noto Sans Mono', monospace"

export type Theme = 'light' | 'dark'
export const palettes: Record<Theme, Palette> = { light, dark }

function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}:${value};`)
    .join('')
}

/** The tokens as custom properties: light by default, dark where the root says so. */
export function tokenSheet(): string {
  const scale = Object.entries(type).map(([name, px]) => `--text-${name}:${px}px;`)
  const radii = Object.entries(radius).map(([name, px]) => `--radius-${name}:${px}px;`)
  const fixed = `${scale.join('')}${radii.join('')}--font:${font};--mono:${mono};--motion:${motion};`
  const night = `${variables(dark)}color-scheme:dark`
  return [
    `:root{${fixed}${variables(light)}color-scheme:light}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme]){${night}}}`,
    `[data-theme=dark]{${night}}`,
  ].join('')
}
