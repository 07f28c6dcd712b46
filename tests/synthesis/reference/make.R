# Makes the reference values and the data files beside it: Rscript make.R
# R with the packages metafor, metadat and jsonlite. Iterations are told to go on until they stand still, because
# metafor's own limits (a change of 1e-5) would show in the sixth digit.
suppressMessages({library(metafor); library(jsonlite)})
tight <- list(threshold=1e-12, maxiter=2000, tol=1e-14, tau2.max=1e4)
# Where scoring steps to and fro for ever, halve them.
rma <- function(...) {
  first <- try(metafor::rma(...), silent=TRUE)
  if (!inherits(first, "try-error")) return(first)
  args <- list(...); args$control <- modifyList(args$control, list(stepadj=0.5, threshold=1e-11, maxiter=5000)); do.call(metafor::rma, args)
}
sets <- list()
cells <- list()

keep <- function(name, data, columns, source) {
  write.csv(data[, columns], file.path("data", paste0(name, ".csv")), row.names=FALSE, na="", quote=TRUE)
  sets[[name]] <<- source
}
single <- function(fit) list(estimate=c(fit$b), se=fit$se, low=fit$ci.lb, high=fit$ci.ub, statistic=fit$zval, p=fit$pval)

analyse <- function(name, es, measure, raw=NULL, correction="only0") {
  yi <- as.numeric(es$yi); vi <- as.numeric(es$vi)
  ok <- !is.na(yi) & !is.na(vi); yi <- yi[ok]; vi <- vi[ok]
  out <- list(data=name, measure=measure, correction=correction, k=length(yi), yi=yi, vi=vi)
  for (m in c("REML","DL","PM","ML","SJ","EB","HS","HE")) {
    # EB and PM solve the same equation; metafor's Fisher scoring for EB is replaced by its own root search for PM
    r <- try(rma(yi, vi, method=m, control=tight), silent=TRUE)
    if (inherits(r, "try-error")) { out[[m]] <- list(failed=TRUE); next }
    hk <- rma(yi, vi, method=m, test="knha", control=tight)
    ad <- suppressWarnings(rma(yi, vi, method=m, test="adhoc", control=tight))
    tt <- rma(yi, vi, method=m, test="t", control=tight)
    pz <- predict(r); ph <- predict(hk)
    one <- list(tau2=r$tau2, se.tau2=r$se.tau2, QE=r$QE, QEp=r$QEp, I2=r$I2, H2=r$H2, ll=c(logLik(r)),
                wald=single(r), hksj=single(hk), `hksj-adhoc`=single(ad), t=single(tt),
                pi_wald=c(pz$pi.lb, pz$pi.ub), pi_hksj=c(ph$pi.lb, ph$pi.ub))
    if (m == "REML") one$weights <- as.numeric(weights(r))
    if (length(yi) > 2) { pr <- predict(hk, pi.type="riley"); one$pi_riley <- c(pr$pi.lb, pr$pi.ub)
                          pr <- predict(r, pi.type="riley"); one$pi_hts <- c(pr$pi.lb, pr$pi.ub) }
    qp <- try(suppressWarnings(confint(r, control=list(tol=1e-15, maxiter=100000, tau2.max=1e4))), silent=TRUE)
    if (m == "REML" && !inherits(qp, "try-error")) one$QP <- qp$random[c(1,3,4),]
    out[[m]] <- one
  }
  fe <- rma(yi, vi, method="EE")
  out$CE <- list(wald=single(fe), QE=fe$QE, QEp=fe$QEp, I2=fe$I2, H2=fe$H2, ll=c(logLik(fe)))
  if (length(yi) >= 3) {
    l <- try(suppressWarnings(leave1out(rma(yi, vi, method="REML", control=tight))), silent=TRUE)
    if (!inherits(l, "try-error")) out$loo <- list(estimate=l$estimate, se=l$se, tau2=l$tau2, I2=l$I2, Q=l$Q)
    cu <- cumul(rma(yi, vi, method="DL"))
    out$cumul <- list(estimate=cu$estimate, se=cu$se, tau2=cu$tau2)
  }
  if (length(yi) >= 10) {
    fit <- rma(yi, vi, method="REML", control=tight)
    e1 <- regtest(yi, vi, model="lm"); e2 <- regtest(fit, predictor="sei")
    rk <- suppressWarnings(ranktest(fit))
    out$regtest_lm <- list(statistic=e1$zval, p=e1$pval, df=e1$dfs, limit=e1$est, limit_low=e1$ci.lb, limit_high=e1$ci.ub)
    out$regtest_rma <- list(statistic=e2$zval, p=e2$pval, limit=e2$est, limit_low=e2$ci.lb, limit_high=e2$ci.ub)
    out$ranktest <- list(tau=c(rk$tau), p=c(rk$pval))
    for (est in c("L0","R0")) for (m in c("REML","DL","EE")) {
      tf <- try(suppressWarnings(trimfill(rma(yi, vi, method=m, control=if (m=="REML") tight else list()), estimator=est)), silent=TRUE)
      if (!inherits(tf, "try-error")) out[[paste0("trimfill_", est, "_", m)]] <- list(k0=tf$k0, side=tf$side, estimate=c(tf$b), se=tf$se, low=tf$ci.lb, high=tf$ci.ub, se_k0=tf$se.k0)
    }
    f <- try(influence(fit), silent=TRUE)
    cols <- c("rstudent","dffits","cook.d","cov.r","tau2.del","QE.del")
    if (!inherits(f, "try-error") && name %in% c("bcg","magnesium","writing","smoke")) out$influence <- setNames(lapply(cols, function(n) as.numeric(f$inf[[n]])), cols)
    b <- { pdf(NULL); x <- baujat(fit); dev.off(); x }
    out$baujat <- list(x=b$x, y=b$y)
  }
  if (!is.null(raw)) {
    mh <- function(r) c(single(r), list(QE=r$QE, k=r$k.yi))
    quiet <- suppressWarnings
    if (measure %in% c("RR","OR","RD")) out$MH <- mh(quiet(rma.mh(measure=measure, ai=raw$ai, n1i=raw$n1i, ci=raw$ci, n2i=raw$n2i)))
    if (measure %in% c("IRR","IRD")) out$MH <- mh(quiet(rma.mh(measure=measure, x1i=raw$x1i, t1i=raw$t1i, x2i=raw$x2i, t2i=raw$t2i)))
    if (measure == "OR") { r <- rma.peto(ai=ai, n1i=n1i, ci=ci, n2i=n2i, data=raw); out$PETO <- c(single(r), list(QE=r$QE)) }
  }
  cells[[length(cells)+1]] <<- out
}

binary <- function(name, data, source, measures=c("RR","OR","RD"), label="study", policies="only0") {
  keep(name, data, c(label, "ai","n1i","ci","n2i"), source)
  for (measure in measures) for (to in policies) {
    drop <- measure %in% c("RR","OR","PETO")
    es <- suppressWarnings(escalc(measure=measure, ai=ai, n1i=n1i, ci=ci, n2i=n2i, data=data, to=if (measure == "PETO") "none" else to, drop00=drop))
    analyse(name, es, measure, if (to == "only0") data else NULL, to)
  }
}
get_ <- function(name) { e <- new.env(); data(list=name, package="metadat", envir=e); as.data.frame(get(name, envir=e)) }

d <- get_("dat.bcg"); d$study <- paste(d$author, d$year, d$trial); d$ai <- d$tpos; d$n1i <- d$tpos+d$tneg; d$ci <- d$cpos; d$n2i <- d$cpos+d$cneg
binary("bcg", d, "Colditz GA et al., JAMA 1994;271:698 (metadat dat.bcg)", c("RR","OR","RD","AS","PETO"))
write.csv(d[, c("study","ai","n1i","ci","n2i","ablat","year","alloc")], "data/bcg_moderators.csv", row.names=FALSE)
d <- get_("dat.egger2001"); d$study <- paste(d$study, d$year, d$id)
binary("magnesium", d, "Egger M, Davey Smith G, Altman DG, Systematic Reviews in Health Care, 2001, chapter 18 (metadat dat.egger2001)", policies=c("only0","if0all","all"))
d <- get_("dat.li2007"); d$study <- paste(d$study, d$year, d$id)
binary("magnesium22", d, "Li J et al., Cochrane Database Syst Rev 2007;CD002755 (metadat dat.li2007)")
d <- get_("dat.lau1992"); d$study <- paste(d$trial, d$year)
binary("streptokinase", d, "Lau J et al., N Engl J Med 1992;327:248 (metadat dat.lau1992)")
d <- get_("dat.yusuf1985"); d <- d[d$table == "6",]; d <- d[!is.na(d$ai),]; d$study <- paste(d$trial, d$id)
binary("betablockers", d, "Yusuf S et al., Prog Cardiovasc Dis 1985;27:335, table 6 (metadat dat.yusuf1985)", c("RR","OR","RD","PETO"))
d <- get_("dat.collins1985b"); d$study <- paste(d$author, d$year, d$id); d$ai <- d$pre.xti; d$n1i <- d$pre.nti; d$ci <- d$pre.xci; d$n2i <- d$pre.nci
binary("diuretics", d, "Collins R, Yusuf S, Peto R, BMJ 1985;290:17 (metadat dat.collins1985b)", c("RR","OR","RD","PETO"))
d <- get_("dat.hine1989"); d$study <- paste(d$source, d$study)
binary("lidocaine", d, "Hine LK et al. 1989, in Normand SLT, Stat Med 1999;18:321 (metadat dat.hine1989)")
d <- get_("dat.linde2005"); d$study <- paste(d$study, d$year, d$id); d$ci <- d$ci; d <- d[!is.na(d$ai),]
binary("stjohnswort", d, "Linde K et al., Br J Psychiatry 2005;186:99 (metadat dat.linde2005)")
d <- get_("dat.cannon2006"); d$study <- d$trial; d$ai <- d$ep1t; d$n1i <- d$nt; d$ci <- d$ep1c; d$n2i <- d$nc
binary("statins", d, "Cannon CP et al., J Am Coll Cardiol 2006;48:438 (metadat dat.cannon2006)")
d <- get_("dat.nielweise2007"); d$study <- paste(d$author, d$year, d$study)
binary("catheters", d, "Niel-Weise BS, Stijnen T, van den Broek PJ, Intensive Care Med 2007;33:2058 (metadat dat.nielweise2007)", policies=c("only0"))
d <- get_("dat.hahn2001")
binary("rehydration", d, "Hahn S et al., BMJ 2001;323:81 (metadat dat.hahn2001)")

d <- get_("dat.normand1999"); d$study <- paste(d$source, d$study)
keep("stroke", d, c("study","n1i","m1i","sd1i","n2i","m2i","sd2i"), "Normand SLT, Stat Med 1999;18:321 (metadat dat.normand1999)")
for (m in c("MD","SMD","SMDH","ROM")) analyse("stroke", escalc(measure=m, m1i=m1i,sd1i=sd1i,n1i=n1i,m2i=m2i,sd2i=sd2i,n2i=n2i,data=d), m)
for (v in c("LS2","UB")) { es <- escalc(measure="SMD", vtype=v, m1i=m1i,sd1i=sd1i,n1i=n1i,m2i=m2i,sd2i=sd2i,n2i=n2i,data=d); cells[[length(cells)+1]] <- list(data="stroke", measure="SMD", variance=v, yi=as.numeric(es$yi), vi=as.numeric(es$vi)) }
es <- escalc(measure="MD", vtype="HO", m1i=m1i,sd1i=sd1i,n1i=n1i,m2i=m2i,sd2i=sd2i,n2i=n2i,data=d); cells[[length(cells)+1]] <- list(data="stroke", measure="MD", variance="pooled", yi=as.numeric(es$yi), vi=as.numeric(es$vi))
d <- get_("dat.gibson2002"); d <- d[!is.na(d$m1i),]; d$study <- paste(d$author, d$year)
keep("asthma", d, c("study","n1i","m1i","sd1i","n2i","m2i","sd2i"), "Gibson PG et al., Cochrane Database Syst Rev 2002;CD001117 (metadat dat.gibson2002)")
for (m in c("MD","SMD","ROM")) { dd <- d; if (m == "ROM") dd <- d[d$m1i*d$m2i > 0,]; analyse("asthma", escalc(measure=m, m1i=m1i,sd1i=sd1i,n1i=n1i,m2i=m2i,sd2i=sd2i,n2i=n2i,data=dd), m) }

generic <- function(name, d, source, measure="GEN") { keep(name, d, c("study","yi","vi"), source); analyse(name, d, measure) }
d <- get_("dat.raudenbush1985"); d$study <- paste(d$author, d$year, d$study)
generic("expectancy", d, "Raudenbush SW, Bryk AS, J Educ Stat 1985;10:75 (metadat dat.raudenbush1985)")
write.csv(d[, c("study","yi","vi","weeks")], "data/expectancy_moderators.csv", row.names=FALSE)
d <- get_("dat.hackshaw1998"); d$study <- paste(d$author, d$year, d$study)
generic("smoke", d, "Hackshaw AK, Stat Methods Med Res 1998;7:119 (metadat dat.hackshaw1998)")
d <- get_("dat.bangertdrowns2004"); d$study <- paste(d$author, d$year, d$id)
generic("writing", d, "Bangert-Drowns RL, Hurley MM, Wilkinson B, Rev Educ Res 2004;74:29 (metadat dat.bangertdrowns2004)")
d <- get_("dat.begg1989"); d$study <- paste(d$study, seq_len(nrow(d)))
generic("leukaemia", d, "Begg CB, Pilote L, Biometrics 1991;47:899 (metadat dat.begg1989)")

d <- get_("dat.molloy2014"); d$study <- paste(d$authors, d$year)
keep("adherence", d, c("study","ri","ni"), "Molloy GJ, O'Carroll RE, Ferguson E, Ann Behav Med 2014;47:92 (metadat dat.molloy2014)")
for (m in c("ZCOR","COR")) analyse("adherence", escalc(measure=m, ri=ri, ni=ni, data=d), m)
d <- get_("dat.pritz1997"); d$study <- paste(d$authors, d$study)
keep("haemorrhage", d, c("study","xi","ni"), "Zhou XH, Brizendine EJ, Pritz MB, Stat Med 1999;18:557 (metadat dat.pritz1997)")
for (m in c("PR","PLN","PLO","PAS","PFT")) analyse("haemorrhage", escalc(measure=m, xi=xi, ni=ni, data=d), m)
d <- get_("dat.debruin2009"); d$study <- paste(d$author, d$year)
keep("haart", d, c("study","xi","ni"), "de Bruin M et al., Health Psychol 2009;28:668 (metadat dat.debruin2009)")
for (m in c("PLO","PFT")) analyse("haart", escalc(measure=m, xi=xi, ni=ni, data=d), m)
d <- get_("dat.nielweise2008"); d$study <- paste(d$authors, d$year)
keep("infections", d, c("study","x1i","t1i","x2i","t2i"), "Niel-Weise BS, Stijnen T, van den Broek PJ, J Hosp Infect 2008;69:114 (metadat dat.nielweise2008)")
for (m in c("IRR","IRD","IRSD")) analyse("infections", escalc(measure=m, x1i=x1i,t1i=t1i,x2i=x2i,t2i=t2i,data=d), m, if (m != "IRSD") d)
d <- get_("dat.hart1999"); d$study <- paste(d$study, d$trial)
keep("fibrillation", d, c("study","x1i","t1i","x2i","t2i"), "Hart RG et al., Ann Intern Med 1999;131:492 (metadat dat.hart1999)")
for (m in c("IRR","IRD")) analyse("fibrillation", escalc(measure=m, x1i=x1i,t1i=t1i,x2i=x2i,t2i=t2i,data=d), m, d)
for (m in c("IR","IRLN","IRS","IRFT")) { es <- escalc(measure=m, xi=x1i, ti=t1i, data=d); cells[[length(cells)+1]] <- list(data="strokes", measure=m, yi=as.numeric(es$yi), vi=as.numeric(es$vi)) }
d <- get_("dat.pignon2000"); d$study <- paste(d$trial, d$id); d$oe <- d$OmE; d$v <- d$V
keep("headneck", d, c("study","oe","v"), "Pignon JP et al., Lancet 2000;355:949 (metadat dat.pignon2000)")
d$yi <- d$OmE/d$V; d$vi <- 1/d$V; analyse("headneck", d, "HR")
d <- data.frame(study=c("A","B"), yi=c(0.1,0.5), vi=c(0.04,0.02)); generic("two", d, "made up: two studies")
d <- data.frame(study=c("A","B","C"), yi=c(0.1,0.5,0.9), vi=c(0.04,0.02,0.06)); generic("three", d, "made up: three studies")
d <- data.frame(study=letters[1:5], yi=c(0.20,0.21,0.19,0.22,0.20), vi=c(0.04,0.02,0.06,0.03,0.05)); generic("alike", d, "made up: effects that differ less than chance")

# meta-regression
regress <- list()
model <- function(name, file, es, mods, data, columns) for (m in c("REML","DL","ML","PM","SJ","HE","HS")) for (test in c("z","knha")) {
  r <- rma(es$yi, es$vi, mods=mods, data=data, method=m, test=test, control=tight)
  regress[[length(regress)+1]] <<- list(data=file, measure=name, columns=columns, method=m, test=test, b=c(r$b), se=r$se, statistic=r$zval, p=r$pval, low=r$ci.lb, high=r$ci.ub,
    tau2=r$tau2, se.tau2=r$se.tau2, QE=r$QE, QEp=r$QEp, QM=r$QM, QMp=r$QMp, I2=r$I2, H2=r$H2, R2=r$R2, ll=c(logLik(r)))
}
d <- get_("dat.bcg"); es <- escalc(measure="RR", ai=tpos, bi=tneg, ci=cpos, di=cneg, data=d)
model("RR", "bcg_moderators", es, ~ ablat, d, "ablat"); model("RR", "bcg_moderators", es, ~ ablat + year, d, c("ablat","year")); model("RR", "bcg_moderators", es, ~ factor(alloc), d, "alloc")
d <- get_("dat.raudenbush1985"); model("GEN", "expectancy_moderators", d, ~ weeks, d, "weeks")
exact <- list()

e6 <- as.data.frame(escalc(measure="RR", ai=tpos, bi=tneg, ci=cpos, di=cneg, data=get_("dat.bcg")))[1:6,]; r6 <- metafor::rma(e6$yi, e6$vi, mods=~e6$ablat, method="DL"); p6 <- permutest(r6, exact=TRUE, progbar=FALSE)
exact$bcg6 <- list(p=p6$pval, QMp=p6$QMp)

fibr <- get_("dat.hart1999"); fibr$study <- paste(fibr$study, fibr$trial); fibr$xi <- fibr$x1i; fibr$ti <- fibr$t1i; write.csv(fibr[,c("study","xi","ti")], "data/strokes.csv", row.names=FALSE)
write_json(list(made_with=list(R=as.character(getRversion()), metafor=as.character(packageVersion("metafor")), metadat=as.character(packageVersion("metadat"))),
  sources=sets, analyses=cells, regressions=regress, permutations=exact), "metafor.json", digits=I(13), auto_unbox=TRUE, na="null")
