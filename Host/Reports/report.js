// Draws every chart of the page from the JSON beside its canvas.
(() => {
  'use strict';
  const colours = ['#1f6fb4', '#d9541e', '#2b8a4b', '#8a4fb0', '#b8860b', '#0f8b8d', '#c2185b', '#5c6672'];
  const faint = colour => colour + '33';
  const colourOf = i => colours[i % colours.length];

  const axis = ({ label, logarithmic }) => ({ type: logarithmic ? 'logarithmic' : 'linear', title: { display: true, text: label } });
  const visible = (value, { logarithmic }) => value === null || (logarithmic && value <= 0) ? null : value;
  const points = (x, y, chart) => x.map((v, i) => ({ x: visible(v, chart.x), y: visible(y[i], chart.y) }));

  // Error bars are drawn by hand: the library has none.
  const errorBars = {
    id: 'errorBars',
    afterDatasetsDraw(chart) {
      const { ctx, scales: { y } } = chart;
      chart.data.datasets.forEach((dataset, d) => {
        if (!dataset.errors || !chart.isDatasetVisible(d)) return;
        chart.getDatasetMeta(d).data.forEach((bar, i) => {
          const { low, high } = dataset.errors[i];
          if (low === null || high === null) return;
          const [top, bottom] = [y.getPixelForValue(high), y.getPixelForValue(low)];
          ctx.save();
          ctx.strokeStyle = '#1c2733';
          ctx.beginPath();
          ctx.moveTo(bar.x, top); ctx.lineTo(bar.x, bottom);
          for (const end of [top, bottom]) { ctx.moveTo(bar.x - 4, end); ctx.lineTo(bar.x + 4, end); }
          ctx.stroke();
          ctx.restore();
        });
      });
    },
  };

  function line(chart) {
    const datasets = [];
    chart.lines.forEach((l, i) => {
      const colour = l.dashed ? '#5c6672' : colourOf(i);
      datasets.push({
        label: l.name, data: points(l.x, l.y, chart), borderColor: colour, backgroundColor: colour, borderWidth: 1.5,
        borderDash: l.dashed ? [6, 4] : [], pointRadius: l.x.length > 60 ? 0 : 2,
      });
      if (!l.band) return;
      const edge = values => ({ label: '', data: points(l.x, values, chart), borderWidth: 0, pointRadius: 0, pointHitRadius: 0, backgroundColor: faint(colour) });
      datasets.push(edge(l.band.map(b => b.low)), { ...edge(l.band.map(b => b.high)), fill: '-1' });
    });
    return {
      type: 'line', data: { datasets },
      options: {
        scales: { x: axis(chart.x), y: axis(chart.y) },
        plugins: { legend: { labels: { filter: item => item.text !== '' } }, tooltip: { filter: item => item.dataset.label !== '' } },
      },
    };
  }

  const scatter = chart => ({
    type: 'scatter',
    data: { datasets: chart.groups.map((g, i) => ({ label: g.name, data: points(g.x, g.y, chart), backgroundColor: colourOf(i) + 'b3' })) },
    options: { scales: { x: axis(chart.x), y: axis(chart.y) } },
  });

  function bar(chart) {
    // The axis must hold the error bars, which the library does not know of.
    const ends = chart.groups.flatMap(g => (g.errors ?? []).flatMap(e => [e.low, e.high])).filter(v => v !== null && (!chart.y.logarithmic || v > 0));
    return {
      type: 'bar',
      data: {
        labels: chart.places,
        datasets: chart.groups.map((g, i) => ({ label: g.name, data: g.values.map(v => visible(v, chart.y)), errors: g.errors, backgroundColor: colourOf(i) + 'cc' })),
      },
      options: { scales: { y: { ...axis(chart.y), suggestedMax: Math.max(...ends), suggestedMin: Math.min(...ends) } } },
      plugins: [errorBars],
    };
  }

  // Viridis, by straight lines between eleven of its colours.
  const viridis = [[68, 1, 84], [72, 36, 117], [65, 68, 135], [53, 95, 141], [42, 120, 142], [33, 145, 140], [34, 168, 132], [68, 191, 112], [122, 209, 81], [189, 223, 38], [253, 231, 37]];
  function shade(t) {
    const at = Math.min(Math.max(t, 0), 1) * (viridis.length - 1), i = Math.min(Math.floor(at), viridis.length - 2), f = at - i;
    return `rgb(${viridis[i].map((c, k) => Math.round(c + f * (viridis[i + 1][k] - c))).join(',')})`;
  }

  function heatmap(chart) {
    const scale = v => chart.measure.logarithmic ? Math.log(v) : v;
    const data = chart.values.flatMap((row, r) => row.map((v, c) => ({ x: chart.x[c], y: chart.y[r], v: visible(v, chart.measure) })));
    const known = data.filter(d => d.v !== null).map(d => d.v);
    const [low, high] = [Math.min(...known), Math.max(...known)];
    const colour = v => v === null ? '#fff' : shade(high > low ? (scale(v) - scale(low)) / (scale(high) - scale(low)) : 0.5);
    const legend = {
      id: 'colourScale',
      afterDraw({ ctx, chartArea: { right, top, bottom } }) {
        ctx.save();
        const gradient = ctx.createLinearGradient(0, bottom, 0, top);
        for (let i = 0; i <= 10; i++) gradient.addColorStop(i / 10, shade(i / 10));
        ctx.fillStyle = gradient;
        ctx.fillRect(right + 12, top, 12, bottom - top);
        ctx.fillStyle = '#1c2733';
        ctx.font = '12px sans-serif';
        ctx.fillText(high.toPrecision(3), right + 28, top + 10);
        ctx.fillText(low.toPrecision(3), right + 28, bottom);
        ctx.translate(right + 40, (top + bottom) / 2);
        ctx.rotate(-Math.PI / 2);
        ctx.textAlign = 'center';
        ctx.fillText(chart.measure.label + (chart.measure.logarithmic ? ' (logarithmic)' : ''), 0, 0);
        ctx.restore();
      },
    };
    const category = (labels, label) => ({ type: 'category', labels, offset: true, title: { display: true, text: label }, grid: { display: false } });
    return {
      type: 'matrix',
      data: {
        datasets: [{
          label: chart.measure.label, data, backgroundColor: context => colour(context.raw?.v ?? null),
          width: ({ chart: c }) => (c.chartArea?.width ?? 0) / chart.x.length + 0.5, height: ({ chart: c }) => (c.chartArea?.height ?? 0) / chart.y.length + 0.5,
        }],
      },
      options: {
        layout: { padding: { right: 72 } },
        scales: { x: category(chart.x, chart.x_axis.label), y: category(chart.y, chart.y_axis.label) },
        plugins: { legend: { display: false }, tooltip: { callbacks: { title: () => '', label: ({ raw }) => `${raw.x}, ${raw.y}: ${raw.v === null ? 'none' : raw.v.toPrecision(4)}` } } },
      },
      plugins: [legend],
    };
  }

  const kinds = { line, scatter, bar, heatmap };
  for (const figure of document.querySelectorAll('figure.chart')) {
    const chart = JSON.parse(figure.querySelector('script').textContent);
    const { type, data, options, plugins } = kinds[chart.kind](chart);
    new Chart(figure.querySelector('canvas'), { type, data, plugins, options: { ...options, animation: false, maintainAspectRatio: false } });
  }
})();
