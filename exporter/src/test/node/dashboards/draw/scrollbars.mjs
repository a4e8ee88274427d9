// The default export that @grafana/ui's ES modules expect of a CommonJS package.
import scrollbars from './node_modules/@grafana/ui/node_modules/react-custom-scrollbars-2/lib/index.js';

export default scrollbars.default;
