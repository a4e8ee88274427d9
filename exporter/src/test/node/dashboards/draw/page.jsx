import { createTheme, ThemeContext } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { GlobalStyles, PanelChrome, PortalContainer } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import { Panel } from './panels.jsx';

const GAP = 8;
const ROW = 38;

const { title, width: pageWidth, theme: mode, range, panels } = window.DATA;
const COLUMN = (pageWidth - GAP) / 24;
const theme = createTheme({ colors: { mode } });

function Cell({ panel }) {
  const { x, y, w, h } = panel.gridPos;
  const place = {
    position: 'absolute',
    left: x * COLUMN + GAP,
    top: y * ROW + 48,
    width: w * COLUMN - GAP,
    height: h * ROW - GAP,
  };
  if (panel.type === 'row') {
    return <h5 style={{ ...place, color: theme.colors.text.primary }}>{panel.title}</h5>;
  }
  return (
    <div style={place}>
      <PanelChrome
        title={panel.title}
        description={panel.description}
        width={place.width}
        height={place.height}
      >
        {(width, height) => (
          <Panel panel={panel} range={range} theme={theme} width={width} height={height} />
        )}
      </PanelChrome>
    </div>
  );
}

function render() {
  document.body.style.background = theme.colors.background.canvas;
  createRoot(document.getElementById('root')).render(
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <h4 style={{ position: 'absolute', left: GAP, top: 10 }}>{title}</h4>
      {panels.map(panel => (
        <Cell key={panel.id} panel={panel} />
      ))}
      <PortalContainer />
    </ThemeContext.Provider>,
  );
}

initPluginTranslations('memfleet', []).then(render);
