/** uPlot with its styles, as one part that is loaded when a chart is shown. @module */
import "uplot/dist/uPlot.min.css";

export { default as uPlot } from "uplot";
