import { theme as antd, type ThemeConfig } from 'antd'
import { font, palettes, radius, type Theme, type } from './tokens'

/** For those who want no motion the library itself leaves it out: it never waits for the end of one. */
function moves(): boolean {
  return typeof matchMedia === 'undefined' || !matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** The component library's theme, derived from our tokens. Its component styles are a static sheet (see build/antd.tsx). */
export function antdTheme(name: Theme, compact: boolean): ThemeConfig {
  const p = palettes[name]
  return {
    hashed: false,
    zeroRuntime: true,
    cssVar: { prefix: 'ant', key: 'shuke' },
    algorithm: name === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      motion: moves(),
      colorPrimary: p.ink,
      colorInfo: p.ink2,
      colorError: p.sealText,
      colorSuccess: p.green,
      colorWarning: p.amber,
      colorLink: p.ink,
      colorLinkHover: p.sealText,
      colorText: p.ink,
      colorTextSecondary: p.ink2,
      colorTextTertiary: p.ink3,
      colorTextQuaternary: p.ink3,
      colorTextPlaceholder: p.ink3,
      colorTextDescription: p.ink3,
      colorTextDisabled: p.ink3,
      colorIcon: p.ink3,
      colorTextLightSolid: p.paper,
      colorWhite: p.paper,
      colorBgBase: p.paper,
      colorBgLayout: p.paper,
      colorBgContainer: p.surface,
      colorBgElevated: p.surface,
      colorBgTextHover: p.hover,
      colorFillTertiary: p.sunken,
      colorFillSecondary: p.hover,
      colorFillQuaternary: p.hover,
      colorBorder: p.lineStrong,
      colorBorderSecondary: p.line,
      colorSplit: p.line,
      controlItemBgHover: p.hover,
      controlItemBgActive: p.selected,
      controlItemBgActiveHover: p.selected,
      controlOutline: 'transparent',
      borderRadius: radius.normal,
      borderRadiusLG: radius.large,
      borderRadiusSM: radius.small,
      fontFamily: font,
      fontSize: type.small,
      fontSizeSM: type.tiny,
      fontSizeLG: type.body,
      controlHeight: compact ? 28 : 32,
      controlHeightSM: 24,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.1s',
      motionDurationSlow: '0.15s',
      boxShadow: `0 8px 28px ${p.shadow}`,
      boxShadowSecondary: `0 8px 28px ${p.shadow}`,
      wireframe: false,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        colorPrimary: p.seal,
        colorPrimaryHover: p.sealHover,
        colorPrimaryActive: p.sealHover,
        primaryColor: p.onSeal,
      },
      Tooltip: { colorBgSpotlight: p.ink, colorTextLightSolid: p.paper },
      Switch: { colorPrimary: p.green, colorPrimaryHover: p.green },
      Select: { optionSelectedBg: p.selected, optionSelectedColor: p.ink },
      DatePicker: { cellActiveWithRangeBg: p.selected },
      Tabs: { inkBarColor: p.seal, itemSelectedColor: p.ink, itemHoverColor: p.ink },
      Segmented: { itemSelectedBg: p.surface, trackBg: p.sunken },
      Modal: { contentBg: p.surface, headerBg: p.surface },
    },
  }
}
